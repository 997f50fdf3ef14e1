using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests;

/// <summary>Stopping, and loops that fail.</summary>
public sealed class StopTests
{
    [Fact]
    [Trait("Invariant", "I2")]
    public async Task A_stop_under_load_keeps_all_that_was_acknowledged_and_hangs_nobody()
    {
        var node = await TestNode.Start(Note.Model([Note.Forwarding]));
        var acknowledged = new long[8];
        var writers = Enumerable.Range(0, 8).Select(w => Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    await node.Ask($"w{w}", new NoteCommand.Forward($"t{w}", acknowledged[w]));
                    acknowledged[w]++;
                }
            }
            catch (AskTimeoutException)
            {
                // The node has stopped.
            }
        })).ToArray();
        await Eventually.Holds(() => acknowledged.All(a => Volatile.Read(ref a) > 20));
        await node.DisposeAsync().AsTask().WaitAsync(Eventually.Deadline);
        await Task.WhenAll(writers).WaitAsync(Eventually.Deadline);
        await using var next = await TestNode.Start(Note.Model([Note.Forwarding]), node.Store);
        for (var w = 0; w < 8; w++)
        {
            // One command more may have taken effect without its answer arriving.
            Assert.InRange((await next.View($"w{w}")).Version.Value, acknowledged[w], acknowledged[w] + 1);
        }
    }

    [Fact]
    public async Task A_stop_while_the_journal_is_away_ends_within_its_timeout()
    {
        var options = new ActorSystemOptions { StopTimeout = TimeSpan.FromMilliseconds(200) };
        var node = await TestNode.Start(options: options);
        node.Store.Faults.Unavailable = true;
        var ask = node.Ask("a", Note.Write(1), timeout: TimeSpan.FromSeconds(5));
        await Eventually.Holds(() => !node.System.Health.IsReady);
        await node.DisposeAsync().AsTask().WaitAsync(Eventually.Deadline);
        await Assert.ThrowsAsync<AskTimeoutException>(() => ask.WaitAsync(Eventually.Deadline));
        node.Store.Faults.Unavailable = false;
        Assert.Equal(0, await node.Store.RecordCount());
    }

    [Fact]
    public async Task A_node_that_only_reads_shows_that_the_journal_is_away_and_when_it_is_back()
    {
        await using var node = await TestNode.Start();
        node.Store.Faults.Unavailable = true;
        var view = node.View("a");
        await Eventually.Holds(() => node.System.Health.Parts.Any(p => p is { Name: "journal", IsReady: false }), () => string.Join("; ", node.System.Health.Parts));
        node.Store.Faults.Unavailable = false;
        Assert.Equal(0, (await view).Version.Value);
        await Eventually.Holds(() => node.System.Health.IsReady, () => string.Join("; ", node.System.Health.Parts));
    }

    [Fact]
    public async Task After_the_stop_an_ask_fails_at_once()
    {
        var node = await TestNode.Start();
        await node.DisposeAsync();
        await Assert.ThrowsAsync<AskTimeoutException>(() => node.Ask("a", Note.Write(1)).WaitAsync(Eventually.Deadline));
    }

    [Fact]
    public async Task A_loop_that_fails_is_started_again_and_shows_it_meanwhile()
    {
        var store = new TestStore { Offsets = new TestOffsets { LoadFailures = 2 } };
        await using var node = await TestNode.Start(Note.Model([Note.Forwarding]), store);
        await Eventually.Holds(() => node.System.Health.Parts.Any(p =>
            p is { Name: "reaction forwarding", IsReady: false, Detail: "The test broke this loop." }));
        await node.Ask("a", new NoteCommand.Forward("b", 1));
        await Eventually.Holds(async () => (await node.Numbers("b")).Count == 1);
        Assert.True(node.System.Health.IsReady, string.Join("; ", node.System.Health.Parts));
    }

    [Fact]
    public async Task Options_that_break_their_limits_are_refused()
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(
            () => TestNode.Start(options: new ActorSystemOptions { ShardHosts = 0, EntityCountMax = 1 }));
        Assert.Contains(nameof(ActorSystemOptions.ShardHosts), fault.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(ActorSystemOptions.EntityCountMax), fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_cannot_reach_the_journal_does_not_start()
    {
        var store = new TestStore();
        store.Faults.Unavailable = true;
        await Assert.ThrowsAsync<Journal.JournalUnavailableException>(() => TestNode.Start(store: store));
    }
}
