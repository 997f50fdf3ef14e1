using Actors.Journal;
using Actors.Sharding;

namespace Actors.Runtime.Tail;

/// <summary>One reader of the tail, and how far it has come in each shard.</summary>
internal sealed class TailReader(JournalTail tail, int shardCount) : ITailReader
{
    private readonly long[] _read = new long[shardCount];

    /// <summary>The last record of a shard that it does not need any more.</summary>
    public long HasRead(ShardId shard) => Volatile.Read(ref _read[shard.Value]);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<JournalRecord>> Read(
        ShardId shard, SequenceNumber after, int limit, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _read[shard.Value], after.Value);
        return tail.Read(shard, after, limit, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => tail.Leave(this);
}
