using Actors.Journal;
using Actors.Sharding;

namespace Actors.Runtime.Readers;

/// <summary>A projection as its node runs it. Thread-safe.</summary>
internal interface IProjectionRun
{
    /// <summary>The projection's name.</summary>
    ReaderName Name { get; }

    /// <summary>Whether only another node may run it, so that this one knows nothing of it.</summary>
    bool IsElsewhere { get; }

    /// <summary>How many durable records of this node's shards are not visible in the read model.</summary>
    long Lag { get; }

    /// <summary>How far it is known to have come in a shard: everything up to there is visible in the read model.</summary>
    SequenceNumber Offset(ShardId shard);

    /// <summary>Whether one node runs it for all shards.</summary>
    bool IsForOneNode { get; }

    /// <summary>How far, as this node knows, everything has come that is built of it: up to there it never reads a shard again.</summary>
    SequenceNumber ReadUpTo(ShardId shard);

    /// <summary>Asks it to look up how far the runners of other nodes have come.</summary>
    void Look();

    /// <summary>Follows the journal until the token falls.</summary>
    Task Run(CancellationToken cancellationToken);
}
