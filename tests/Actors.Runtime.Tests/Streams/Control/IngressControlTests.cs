using Actors.Operations;
using Actors.Runtime.Streams;
using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.Streams;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests.Streams.Control;

/// <summary>Operators see what an ingress does, and pause, resume and accept.</summary>
public sealed class IngressControlTests
{
    private static readonly IngressOptions Impatient = new()
    {
        FailuresUntilBroken = 2,
        RetryDelay = TimeSpan.FromMilliseconds(10),
        BreakDuration = TimeSpan.FromMilliseconds(600),
    };

    private readonly TestStore _store = new();

    [Fact]
    public async Task A_paused_ingress_reads_nothing_and_goes_on_when_it_is_resumed()
    {
        await using var node = await TestNode.Start(store: _store);
        var topic = new InMemoryTopic("notes", 2);
        using var stopping = new CancellationTokenSource();
        var running = node.System.Connect(topic.Join(), new LineDecoder()).Run(stopping.Token);
        var directory = node.System.Ingresses;
        topic.Append(0, "a 1"u8.ToArray());
        await Eventually.Holds(() => Read(node) == 1, () => Read(node));
        Assert.Equal(["memory:notes/0", "memory:notes/1"], directory.Pause("notes")!.Lanes.Order(StringComparer.Ordinal));
        Assert.All(directory.List(), s => Assert.Equal(IngressState.Paused, s.State));
        topic.Append(0, "a 2"u8.ToArray());
        topic.Append(1, "b 3"u8.ToArray());
        await node.Ask("c", Note.Write(1)); // Others go on.
        Assert.Equal(1, Read(node));
        directory.Resume("notes");
        await Eventually.Holds(() => Read(node) == 3, () => Read(node));
        Assert.All(directory.List(), s => Assert.Equal(IngressState.Running, s.State));
        Assert.Null(directory.Pause("unknown"));
        Assert.Null(await directory.Accept("unknown", null, CancellationToken.None));
        await stopping.CancelAsync();
        await running.WaitAsync(Eventually.Deadline);
        Assert.Equal([1, 2], await node.Numbers("a"));
    }

    [Fact]
    public async Task A_store_that_stays_away_opens_the_circuit_without_making_the_node_unready_and_all_is_read_when_it_is_back()
    {
        await using var node = await TestNode.Start(store: _store);
        var source = new ListSource([.. Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? $"a {i}" : "bad")]);
        _store.Offsets = _store.Inner.Offsets; // Its faults come with the others.
        _store.Faults.Unavailable = true;
        var ingress = node.System.Connect(source, new LineDecoder(), Impatient);
        var running = ingress.Run(CancellationToken.None);
        IngressStatus Status() => Assert.Single(node.System.Ingresses.List());
        await Eventually.Holds(() => Status().State == IngressState.Broken, () => Status());
        Assert.Contains("switched off", Status().LastError, StringComparison.Ordinal);
        var part = Assert.Single(node.System.Health.Parts, p => p.Name == "ingress lines");
        Assert.True(part is { IsReady: true, IsDegraded: true }, part.ToString());
        _store.Faults.Unavailable = false;
        await running.WaitAsync(Eventually.Deadline);
        Assert.Equal((200, 100, 100), (ingress.Counts.Read, ingress.Counts.Accepted, ingress.Counts.DeadLettered));
        Assert.Equal(IngressState.Ended, Status().State);
        Assert.Equal(200, Status().Position);
        Assert.False(Assert.Single(node.System.Health.Parts, p => p.Name == "ingress lines").IsDegraded);
    }

    [Fact]
    public async Task A_source_that_keeps_failing_opens_the_circuit_of_its_partition_alone()
    {
        await using var node = await TestNode.Start(store: _store);
        var source = new ListSource(["a 1", "a 2"]) { BreaksAt = 1 };
        using var stopping = new CancellationTokenSource();
        var running = node.System.Connect((IPartitionedSource)new LonePartition(source), new LineDecoder(), Impatient).Run(stopping.Token);
        await Eventually.Holds(
            () => node.System.Ingresses.List().Any(s => s.State == IngressState.Broken), () => string.Join(", ", node.System.Ingresses.List()));
        Assert.True(node.System.Health.IsReady);
        source.BreaksAt = int.MaxValue;
        await Eventually.Holds(() => source.Taken >= 2, () => source.Taken);
        await Eventually.Holds(async () => (await node.Numbers("a")).Count == 2, () => "the second number");
        await stopping.CancelAsync();
        await running.WaitAsync(Eventually.Deadline);
        Assert.Equal([1, 2], await node.Numbers("a"));
    }

    [Fact]
    public async Task A_source_that_was_created_anew_is_read_when_somebody_accepts_it()
    {
        await using var node = await TestNode.Start(store: _store);
        var source = new ResetSource();
        using var stopping = new CancellationTokenSource();
        var running = node.System.Connect((IPartitionedSource)source, new LineDecoder(), Impatient).Run(stopping.Token);
        await Eventually.Holds(() => node.System.Ingresses.List() is [{ State: IngressState.Reset }], () => node.System.Ingresses.List().Count);
        Assert.Equal("The test created it anew.", node.System.Ingresses.List()[0].LastError);
        Assert.Empty((await node.System.Ingresses.Accept("reset", new Lane("other"), CancellationToken.None))!.Lanes);
        Assert.Equal(["reset/0"], (await node.System.Ingresses.Accept("reset", null, CancellationToken.None))!.Lanes);
        await Eventually.Holds(() => Read(node) == 1, () => Read(node));
        await stopping.CancelAsync();
        await running.WaitAsync(Eventually.Deadline);
        Assert.Equal([7], await node.Numbers("a"));
    }

    private static long Read(TestNode node) => node.System.Ingresses.List().Sum(s => s.Read);
}
