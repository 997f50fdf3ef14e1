using System.Text;
using Actors.DeadLettering;
using Actors.Journal;
using Actors.Runtime.Streams;
using Actors.Runtime.Tests.Nodes;
using Actors.Streams;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests.Streams;

/// <summary>Sources that feed entities.</summary>
public sealed class IngressTests
{
    private readonly TestStore _store = new();

    [Fact]
    public async Task Every_record_is_accounted_for_and_bad_ones_become_dead_letters_with_their_origin()
    {
        await using var node = await TestNode.Start(store: _store);
        var ingress = Connect(node, new ListSource(["# head", "a 1", "a first 2", "nonsense", "! bug", "a 3"]));
        await ingress.Run(CancellationToken.None).WaitAsync(Eventually.Deadline);
        Assert.Equal(new IngressCounts(Read: 6, Skipped: 1, Accepted: 2, Rejected: 1, Repeated: 0, DeadLettered: 2), ingress.Counts);
        Assert.Equal([1, 3], await node.Numbers("a"));
        var letters = await _store.DeadLetters.List(DeadLetterStatus.Waiting, null, 10, CancellationToken.None);
        Assert.Equal(["lines row 4", "lines row 5"], letters.Select(l => l.Source));
        Assert.Equal(["nonsense", "! bug"], letters.Select(l => Encoding.UTF8.GetString(l.Payload.Span)));
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task A_source_that_breaks_off_is_read_on_after_a_restart_and_each_record_takes_effect_once()
    {
        await using var node = await TestNode.Start(store: _store);
        var source = new ListSource([.. Enumerable.Range(0, 500).Select(i => $"n{i % 9} {i}")]) { BreaksAt = 300 };
        await Assert.ThrowsAsync<SourceUnreadableException>(() => Connect(node, source).Run(CancellationToken.None));
        await node.Restart();
        source.BreaksAt = int.MaxValue;
        await Connect(node, source).Run(CancellationToken.None).WaitAsync(Eventually.Deadline);
        await AssertAll(node);
        var saved = Connect(node, source);
        await saved.Run(CancellationToken.None).WaitAsync(Eventually.Deadline);
        Assert.Equal((500, 0), (saved.StartedAfter.Value, saved.Counts.Read));
        _store.ForgetOffsets();
        await node.Restart();
        var again = Connect(node, source);
        await again.Run(CancellationToken.None).WaitAsync(Eventually.Deadline);
        Assert.Equal((500, 500, 0), (again.Counts.Read, again.Counts.Repeated, again.Counts.Accepted));
        await AssertAll(node);
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task What_a_source_gave_before_it_failed_becomes_durable_and_its_place_is_saved_before_the_failure_is_told()
    {
        await using var node = await TestNode.Start(store: _store);
        _store.Commits.Hold();
        var source = new ListSource([.. Enumerable.Range(0, 10).Select(i => $"n{i % 9} {i}")]) { BreaksAt = 5 };
        var ingress = Connect(node, source);
        var running = ingress.Run(CancellationToken.None);
        await Eventually.Holds(() => source.Taken == 5 && _store.Commits.Waiting > 0, () => source.Taken);
        Assert.False(running.IsCompleted);
        _store.Commits.Release();
        await Assert.ThrowsAsync<SourceUnreadableException>(() => running.WaitAsync(Eventually.Deadline));
        Assert.Equal(5, ingress.Counts.Accepted);
        var saved = await _store.Offsets.Load(new ReaderName($"ingress {source.Lane}"), CancellationToken.None);
        Assert.Equal([5], saved.Values);
    }

    [Fact]
    [Trait("Invariant", "I7")]
    public async Task While_the_journal_is_slow_no_more_than_the_bound_is_in_hand()
    {
        const int total = Ingress.RecordsInHandMax + 5000;
        await using var node = await TestNode.Start(store: _store);
        _store.Commits.Hold();
        var source = new ListSource([.. Enumerable.Range(0, total).Select(i => $"n{i % 100} {i}")]);
        var ingress = Connect(node, source);
        var running = ingress.Run(CancellationToken.None);
        await Eventually.Holds(() => source.Taken == Ingress.RecordsInHandMax + 1, () => source.Taken);
        Assert.Equal(0, ingress.Counts.Accepted);
        Assert.False(running.IsCompleted);
        _store.Commits.Release();
        await running.WaitAsync(Eventually.Deadline);
        Assert.Equal(total, ingress.Counts.Accepted);
    }

    [Fact]
    [Trait("Invariant", "I7")]
    public async Task A_million_records_wait_outside_while_the_journal_stands_still_and_come_in_when_it_goes_on()
    {
        const int total = 1_000_000;
        const int awaited = 60_000;
        await using var node = await TestNode.Start(store: _store);
        _store.Commits.Hold();
        var source = new CountedSource(total);
        var ingress = node.System.Connect(source, new LineDecoder());
        using var stopping = new CancellationTokenSource();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var running = ingress.Run(stopping.Token);
        await Eventually.Holds(() => source.Taken == Ingress.RecordsInHandMax + 1, () => source.Taken);
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(held, 0, 64 << 20); // A thirtieth of what all of them would take.
        Assert.Equal(Ingress.RecordsInHandMax + 1, source.Taken);
        Assert.Equal(0, ingress.Counts.Accepted);
        _store.Commits.Release();
        await Eventually.Holds(() => ingress.Counts.Accepted > awaited, () => ingress.Counts, TimeSpan.FromMinutes(2));
        await stopping.CancelAsync();
        await Task.WhenAny(running);
        Assert.InRange(source.Taken - ingress.Counts.Accepted, 0, Ingress.RecordsInHandMax + 1);
    }

    [Fact]
    [Trait("Invariant", "I4")]
    public async Task Records_take_effect_in_order_and_once_while_commits_fail()
    {
        await using var node = await TestNode.Start(store: _store);
        var commits = 0;
        _store.Commits.After = _ =>
        {
            if (Interlocked.Increment(ref commits) % 4 == 0)
            {
                throw new InvalidOperationException("The test broke this commit.");
            }
        };
        var source = new ListSource([.. Enumerable.Range(0, 500).Select(i => $"n{i % 9} {i}")]);
        await Connect(node, source).Run(CancellationToken.None).WaitAsync(Eventually.Deadline);
        _store.Commits.After = _ => { };
        await AssertAll(node);
    }

    private static Ingress Connect(TestNode node, ListSource source) => node.System.Connect(source, new LineDecoder());

    private static async Task AssertAll(TestNode node)
    {
        for (var n = 0; n < 9; n++)
        {
            Assert.Equal(Enumerable.Range(0, 500).Where(i => i % 9 == n).Select(i => (long)i), await node.Numbers($"n{n}"));
        }
    }
}
