using Actors.Journal;
using Actors.Projections;
using Actors.Runtime.Tests.Samples;
using Actors.TestKit.Clusters;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests.Cluster;

/// <summary>What a node runs on its shards follows them: reactions, read models, timers.</summary>
public sealed class ClusterReaderTests
{
    private readonly NumberList _list = new();

    private InMemoryClusterOptions Options => new() { Projections = _ => [_list] };

    [Fact]
    [Trait("Invariant", "I3")]
    [Trait("Invariant", "I4")]
    public async Task Reactions_take_effect_once_and_in_order_and_read_models_miss_nothing_while_nodes_come_and_go()
    {
        const int Writing = 6;
        await using var cluster = await InMemoryCluster.Start(Note.Model([Note.Forwarding]), options: Options);
        await using var writers = new Writers(cluster, Writing, hasIds: true, (w, number) => new NoteCommand.Forward($"target-{w}", number));
        await writers.Progress();
        await cluster.Nodes[0].Leave();
        await writers.Progress();
        await cluster.Join();
        await writers.Progress();
        cluster.Nodes[0].Crash();
        await writers.Progress();
        await writers.Stop();
        await cluster.Settle();
        for (var w = 0; w < Writing; w++)
        {
            var target = Note.Key($"target-{w}");
            var expected = Enumerable.Range(0, (int)writers.Written[w]).Select(n => (long)n).ToArray();
            await Eventually.Holds(async () => (await Numbers(cluster, target)).Count >= expected.Length);
            Assert.Equal(expected, await Numbers(cluster, target));
        }

        await cluster.Nodes[0].System.WaitForProjections(CancellationToken.None).WaitAsync(Eventually.Deadline);
        Assert.Equal(cluster.Shards.Sum(s => s.Head.Value), _list.Count);
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task What_takes_one_writer_is_run_by_one_node_for_all_shards_and_by_another_when_that_one_leaves()
    {
        var list = new NumberList { NeedsOneRunner = true };
        await using var cluster = await InMemoryCluster.Start(Note.Model(), options: new InMemoryClusterOptions { Projections = _ => [list] });
        await using var writers = new Writers(cluster, 6, hasIds: true);
        await writers.Progress();
        await Eventually.Holds(() => list.Count > 0);
        await cluster.Nodes.Single(n => cluster.Shards[0].Owner == n.System.Cluster.Self.ToString()).Leave();
        await writers.Progress();
        await writers.Stop();
        var head = cluster.Shards.Sum(s => s.Head.Value);
        await Eventually.Holds(() => list.Count == head, () => $"{list.Count} of {head}", TimeSpan.FromMinutes(1));
        Assert.InRange(list.Collisions, 0, 1); // At most what the first one had in hand when it left.
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task Each_slice_of_the_shards_has_one_runner_and_misses_and_repeats_nothing_when_a_node_dies()
    {
        var lists = ShardSlice.Of(3)
            .Select(slice => new NumberList { Name = new ReaderName($"numbers {slice}"), NeedsOneRunner = true, Slice = slice }).ToArray();
        await using var cluster = await InMemoryCluster.Start(Note.Model(), options: new InMemoryClusterOptions { Projections = _ => lists });
        await using var writers = new Writers(cluster, 6, hasIds: true);
        await writers.Progress();
        cluster.Nodes.Single(n => n.System.Cluster.Self.ToString() == cluster.Shards[0].Owner).Crash();
        await writers.Progress();
        await writers.Stop();
        await cluster.Settle();
        var head = cluster.Shards.Sum(s => s.Head.Value);
        await Eventually.Holds(() => lists.Sum(l => l.Count) == head, () => $"{lists.Sum(l => l.Count)} of {head}", TimeSpan.FromMinutes(1));
        Assert.All(lists, list => Assert.All(list.Shards, shard => Assert.True(list.Slice.Holds(shard))));
        await cluster.Nodes[^1].System.WaitForProjections(CancellationToken.None).WaitAsync(Eventually.Deadline);
    }

    [Fact]
    public async Task Who_brings_the_offset_of_a_command_to_any_node_sees_what_it_did_or_hears_in_time_that_it_is_not_there_yet()
    {
        await using var cluster = await InMemoryCluster.Start(Note.Model(), options: Options);
        var node = cluster.Nodes[0].System;
        var mine = node.Cluster.Shards.Where(s => s.Owner == node.Cluster.Self.ToString()).Select(s => s.Shard).ToHashSet();
        var foreign = 0;
        for (var i = 0; i < 60; i++)
        {
            var outcome = await node.Region.Ask(Note.Key($"n{i}"), Note.Write(i), AskOptions.Default, CancellationToken.None);
            foreign += mine.Contains(outcome.Shard) ? 0 : 1;
            Assert.True(await Comes(node, outcome, Eventually.Deadline));
            Assert.True((await _list.Start(CancellationToken.None))[outcome.Shard] >= outcome.Sequence.Value);
        }

        Assert.InRange(foreign, 1, 59);
        using var held = new ManualResetEventSlim();
        _list.Fault = isAfter => held.Wait(Eventually.Deadline);
        var shut = 0;
        for (var i = 0; i < 60; i++)
        {
            var outcome = await node.Region.Ask(Note.Key($"n{i}"), Note.Write(60 + i), AskOptions.Default, CancellationToken.None);
            if (!mine.Contains(outcome.Shard))
            {
                Assert.False(await Comes(node, outcome, TimeSpan.FromMilliseconds(50)));
                shut++;
                break;
            }
        }

        held.Set();
        Assert.Equal(1, shut);
    }

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task Timers_of_a_killed_node_fire_once_on_the_nodes_that_take_its_shards()
    {
        await using var cluster = await InMemoryCluster.Start(Note.Model(), options: Options);
        for (var i = 0; i < 12; i++)
        {
            var due = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(1);
            await cluster.Nodes[0].System.Region.Ask(
                Note.Key($"n{i}"), new NoteCommand.Remind("t", due, i), new AskOptions { Timeout = Eventually.Deadline }, CancellationToken.None);
        }

        cluster.Nodes[2].Crash();
        for (var i = 0; i < 12; i++)
        {
            await Eventually.Holds(async () => (await Numbers(cluster, Note.Key($"n{i}"))).Count > 0);
            Assert.Equal([i], await Numbers(cluster, Note.Key($"n{i}")));
        }
    }

    private static async Task<IReadOnlyList<long>> Numbers(InMemoryCluster cluster, EntityKey entity) =>
        ((Notebook)(await cluster.Nodes[0].System.Region.View(entity, Eventually.Deadline, CancellationToken.None)).State).Numbers;

    private Task<bool> Comes(ActorSystem node, Outcome outcome, TimeSpan within) =>
        node.WaitForProjection(_list.Name, [new JournalOffset(outcome.Shard, outcome.Sequence)], within, CancellationToken.None);
}
