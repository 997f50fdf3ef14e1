using System.Collections.Concurrent;
using Actors.Journal;
using Actors.Projections;
using Actors.Sharding;

namespace Actors.TestKit.Contracts.Projections;

/// <summary>
/// Gives a contract suite an empty store of read models, and in it a projection named <see cref="Name"/> that counts the records of each
/// entity and writes down which version of its code counted.
/// </summary>
public interface IProjectionSource : IAsyncDisposable
{
    /// <summary>The projection's name.</summary>
    static ReaderName Name { get; } = new("counting");

    /// <summary>Makes the handlers of all versions throw on a record.</summary>
    Func<JournalRecord, bool> Fails { get; set; }

    /// <summary>What handlers did that were told that readers see their build: the record.</summary>
    ConcurrentQueue<(ShardId Shard, long Sequence)> Effects { get; }

    /// <summary>Opens the projection once more, as another node does, with these versions of its code.</summary>
    Task<IVersionedProjection> Open(params IReadOnlyList<int> versions);

    /// <summary>What readers see: for each entity how many records were counted, and by which version.</summary>
    Task<IReadOnlyDictionary<EntityKey, (long Records, long Version)>> Read();
}
