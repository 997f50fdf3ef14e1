using System.Collections.Concurrent;
using Actors.Journal;
using Actors.Membership;
using Actors.Runtime.Sharding;
using Actors.Schema;
using Actors.Sharding;

namespace Actors.Runtime.Cluster;

/// <summary>
/// What a node does once before it takes shards, while the others still serve them: everything that a shard's first commands would
/// otherwise wait for. It opens connections to the store and to the other nodes, finds out which shards it cannot serve, loads some
/// entities, drives a shard of its own for a moment, asks each other node for an entity, and sees that the journal refuses what no owner may do. Nothing is changed.
/// </summary>
/// <param name="model">The application.</param>
/// <param name="store">Where everything is kept.</param>
/// <param name="loader">Loads entities.</param>
/// <param name="shards">The shards of this node: none yet.</param>
/// <param name="region">The way to the other nodes' entities.</param>
/// <param name="link">The way to the other nodes.</param>
/// <param name="time">The clock.</param>
internal sealed class Rehearsal(
    ActorModel model, IJournalStore store, EntityLoader loader, LocalShards shards, IShardRegion region, INodeLink? link, TimeProvider time)
{
    private const int ReadsAtOnce = 4;
    private const int EntitiesMax = 64;
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    /// <summary>Rehearses.</summary>
    /// <param name="self">This life of the node.</param>
    /// <param name="view">The cluster.</param>
    /// <param name="refuse">Gets each shard that this version cannot serve, with the reason.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">The journal does not fence: no node may write to it.</exception>
    public async Task Run(NodeId self, ClusterView view, Action<ShardId, string> refuse, CancellationToken cancellationToken)
    {
        var newest = await ReadNewest(view, refuse, cancellationToken).ConfigureAwait(false);
        if (newest.Count > 0)
        {
            _ = await loader.Load([.. newest.Select(r => r.Entity).Distinct().Take(EntitiesMax)], cancellationToken).ConfigureAwait(false);
            await shards.Rehearse(newest[0].Entity, cancellationToken).ConfigureAwait(false);
            await BeFenced(newest[0], self, cancellationToken).ConfigureAwait(false);
        }

        if (link is not null)
        {
            await Connect(self, view, cancellationToken).ConfigureAwait(false);
            await Task.WhenAll(Neighbours(self, view).Select(node => Ask(node, view, newest, cancellationToken))).ConfigureAwait(false);
        }
    }

    /// <returns>The newest record of each shard whose newest record this version knows.</returns>
    private async Task<IReadOnlyList<JournalRecord>> ReadNewest(ClusterView view, Action<ShardId, string> refuse, CancellationToken cancellationToken)
    {
        var known = new ConcurrentBag<JournalRecord>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(view.Shards.Where(row => row.Head > SequenceNumber.None), parallel, async (row, token) =>
        {
            foreach (var record in await store.Journal.Read(row.Shard, new SequenceNumber(row.Head.Value - 1), 1, token).ConfigureAwait(false))
            {
                if (!model.Knows(record))
                {
                    refuse(row.Shard, new UnknownMessageException(record.Entity.Type, $"{record.Type} of record {record.Shard}:{record.Sequence}").Message);
                }
                else if (model.Find(record.Entity.Type) is not null)
                {
                    known.Add(record);
                }
            }
        }).ConfigureAwait(false);
        return [.. known];
    }

    /// <summary>
    /// Epoch 0 is never an owner's, and the last epoch of all is never reached: a commit of the one and a claim after the other must be
    /// refused, and so go the whole way and leave nothing. A release of epoch 0 does nothing either.
    /// </summary>
    private async Task BeFenced(JournalRecord sample, NodeId self, CancellationToken cancellationToken)
    {
        var never = new ShardHead(sample.Shard, null, new Epoch(long.MaxValue - 1), SequenceNumber.None);
        var won = await store.Journal.TryClaim([never], self.ToString(), cancellationToken).ConfigureAwait(false);
        await store.Journal.Release(sample.Shard, Epoch.None, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        var commit = new ShardCommit
        {
            Shard = sample.Shard,
            Epoch = Epoch.None,
            ExpectedHead = SequenceNumber.None,
            Records = [sample with { Sequence = SequenceNumber.None.Next }],
        };
        var refused = await store.Journal.Commit([commit], cancellationToken).ConfigureAwait(false);
        if (won.Count > 0 || !refused.Contains(sample.Shard))
        {
            throw new InvalidOperationException(
                $"The journal has let pass a claim or a commit of shard {sample.Shard} under an epoch that no owner can have: it does not fence, so no node may write to it.");
        }
    }

    private static IEnumerable<NodeId> Neighbours(NodeId self, ClusterView view) =>
        view.Members.Where(m => m.Id != self && m.Address is not null && m.Status < MemberStatus.Down).Select(m => m.Id);

    private async Task Connect(NodeId self, ClusterView view, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (Neighbours(self, view).Any(node => !link!.IsConnected(node)) && time.GetElapsedTime(started) < ConnectWithin)
        {
            await Task.Delay(LookEvery, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task Ask(NodeId node, ClusterView view, IReadOnlyList<JournalRecord> newest, CancellationToken cancellationToken)
    {
        var owned = view.Shards.Where(row => row.Owner == node.ToString()).Select(row => row.Shard).ToHashSet();
        if (newest.FirstOrDefault(record => owned.Contains(record.Shard)) is { } record)
        {
            try
            {
                _ = await region.View(record.Entity, AskWithin, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is AskTimeoutException or EntityQuarantinedException)
            {
                // It was only asked to have asked.
            }
        }
    }
}
