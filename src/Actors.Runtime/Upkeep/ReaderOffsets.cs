using Actors.Journal;
using Actors.Runtime.Readers;
using Actors.Schema;
using Actors.Sharding;

namespace Actors.Runtime.Upkeep;

/// <summary>
/// How far every reader of the application has come, as far as this node knows: offsets only grow, so an old one errs on the safe side. A
/// projection that one node runs for all shards is not known to the others, so that node writes down for them how far it has come.
/// </summary>
internal sealed class ReaderOffsets(IOffsetStore store, ShardCount shardCount, ActorModel model, IReadOnlyList<IProjectionRun> projections)
{
    private List<IReadOnlyDictionary<ShardId, long>> _saved = [];

    /// <summary>Reads what is stored.</summary>
    public async Task Load(CancellationToken cancellationToken)
    {
        var saved = new List<IReadOnlyDictionary<ShardId, long>>();
        foreach (var name in model.Reactions.Select(r => r.Name).Concat(model.SideEffects.Select(s => s.Name)))
        {
            saved.Add(await store.Load(name, cancellationToken).ConfigureAwait(false));
        }

        foreach (var projection in projections.Where(p => p.IsForOneNode))
        {
            var name = new ReaderName($"retention: {projection.Name}");
            if (!projection.IsElsewhere)
            {
                await store.Save(name, shardCount.All.ToDictionary(shard => shard, shard => projection.ReadUpTo(shard).Value), cancellationToken).ConfigureAwait(false);
            }

            saved.Add(await store.Load(name, cancellationToken).ConfigureAwait(false));
        }

        _saved = saved;
    }

    /// <summary>The last record of a shard that all of them have read.</summary>
    public SequenceNumber ReadUpTo(ShardId shard)
    {
        var read = long.MaxValue;
        foreach (var offsets in _saved)
        {
            read = Math.Min(read, offsets.GetValueOrDefault(shard));
        }

        foreach (var projection in projections.Where(p => !p.IsElsewhere))
        {
            read = Math.Min(read, projection.ReadUpTo(shard).Value);
        }

        return new SequenceNumber(read);
    }
}
