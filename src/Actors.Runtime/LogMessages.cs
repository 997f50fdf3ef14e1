using Actors.Journal;
using Actors.Membership;
using Actors.Projections;
using Actors.Sharding;
using Microsoft.Extensions.Logging;

namespace Actors.Runtime;

/// <summary>All log messages of the runtime. Levels: lifecycle Information, per batch Debug, what needs a person Warning or Error.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Information, "Node {Node} owns {Count} shards of a journal with {ShardCount}.")]
    public static partial void ShardsClaimed(this ILogger logger, string node, int count, int shardCount);

    [LoggerMessage(2, LogLevel.Error, "Shard {Shard} was fenced: epoch {Epoch} is over, {Owner} owns it since epoch {NewEpoch}. Nothing uncommitted of it was stored.")]
    public static partial void ShardFenced(this ILogger logger, ShardId shard, Epoch epoch, string? owner, Epoch newEpoch);

    [LoggerMessage(3, LogLevel.Warning, "The journal is unavailable, commits wait: {Detail}")]
    public static partial void JournalUnavailable(this ILogger logger, string detail);

    [LoggerMessage(4, LogLevel.Information, "The journal is available again.")]
    public static partial void JournalAvailable(this ILogger logger);

    [LoggerMessage(5, LogLevel.Error, "{Loop} failed and is started again.")]
    public static partial void LoopFailed(this ILogger logger, string loop, Exception exception);

    [LoggerMessage(6, LogLevel.Warning, "{Entity} is quarantined: {Detail}")]
    public static partial void EntityQuarantined(this ILogger logger, EntityKey entity, string detail);

    [LoggerMessage(7, LogLevel.Warning, "A command for {Entity} was parked: {Detail}")]
    public static partial void CommandParked(this ILogger logger, EntityKey entity, string? detail);

    [LoggerMessage(8, LogLevel.Warning, "{Loading} failed and is tried again: {Detail}")]
    public static partial void LoadFailed(this ILogger logger, string loading, string detail);

    [LoggerMessage(9, LogLevel.Warning, "Side effect {Name} gave up on {Key} after {Attempts} attempts.")]
    public static partial void SideEffectGaveUp(this ILogger logger, ReaderName name, string key, int attempts, Exception exception);

    [LoggerMessage(10, LogLevel.Warning, "Reaction {Name} failed on {Shard}:{Sequence}; the event was kept as a dead letter.")]
    public static partial void ReactionFailed(this ILogger logger, ReaderName name, ShardId shard, SequenceNumber sequence, Exception exception);

    [LoggerMessage(11, LogLevel.Information, "Node {Node} stopped: {Count} shards drained.")]
    public static partial void Stopped(this ILogger logger, string node, int count);

    [LoggerMessage(12, LogLevel.Warning, "Saving {Count} snapshots failed; the entities will be replayed from more events: {Detail}")]
    public static partial void SnapshotsNotSaved(this ILogger logger, int count, string detail);

    [LoggerMessage(13, LogLevel.Warning, "Projection {Name} was advanced by another runner and starts again from the stored offsets.")]
    public static partial void ProjectionFenced(this ILogger logger, ReaderName name);

    [LoggerMessage(14, LogLevel.Information, "This node has joined the cluster as {Node}.")]
    public static partial void NodeJoined(this ILogger logger, NodeId node);

    [LoggerMessage(15, LogLevel.Warning, "{Node} was declared down by the others and has given its shards up; it joins again under a new incarnation.")]
    public static partial void NodeDeclaredDown(this ILogger logger, NodeId node);

    [LoggerMessage(16, LogLevel.Information, "Member {Node} is now {Status}, as this node found.")]
    public static partial void MemberMoved(this ILogger logger, NodeId node, MemberStatus status);

    [LoggerMessage(17, LogLevel.Information, "Shard {Shard} is served here at epoch {Epoch} from record {Head} on.")]
    public static partial void ShardTaken(this ILogger logger, ShardId shard, Epoch epoch, SequenceNumber head);

    [LoggerMessage(21, LogLevel.Information, "Shard {Shard} is served here at epoch {Epoch} from record {Head} on; nobody served it for {Unserved} ms.")]
    public static partial void ShardMoved(this ILogger logger, ShardId shard, Epoch epoch, SequenceNumber head, long unserved);

    [LoggerMessage(22, LogLevel.Error, "Shard {Shard} is refused by this node as long as it runs, and goes to another: {Detail}")]
    public static partial void ShardRefused(this ILogger logger, ShardId shard, string detail);

    [LoggerMessage(23, LogLevel.Warning, "The rehearsal before the first shard was cut short, which costs nothing but time: {Detail}")]
    public static partial void RehearsalFailed(this ILogger logger, string detail);

    [LoggerMessage(18, LogLevel.Information, "Shard {Shard} was handed off; this node served it at epoch {Epoch}.")]
    public static partial void ShardHandedOff(this ILogger logger, ShardId shard, Epoch epoch);

    [LoggerMessage(19, LogLevel.Warning, "{What} failed, and is asked for again: {Detail}")]
    public static partial void MoveFailed(this ILogger logger, string what, string detail);

    [LoggerMessage(20, LogLevel.Error, "Shard {Shard} cannot be served here, and is given up for a while: {Detail}")]
    public static partial void ShardUnreadable(this ILogger logger, ShardId shard, string detail);

    [LoggerMessage(40, LogLevel.Warning, "Projection {Name}: the handler failed on {Entity} at {Shard}:{Sequence}; what follows is: {Failure}.")]
    public static partial void ProjectionHandlerFailed(
        this ILogger logger, ReaderName name, EntityKey entity, ShardId shard, SequenceNumber sequence, HandlerFailure failure, Exception exception);

    [LoggerMessage(41, LogLevel.Warning, "Projection {Name}: {Entity} stays parked, because {Shard}:{Sequence} has failed again: {Detail}")]
    public static partial void ProjectionReplayFailed(
        this ILogger logger, ReaderName name, EntityKey entity, ShardId shard, SequenceNumber sequence, string detail);

    [LoggerMessage(42, LogLevel.Information, "Projection {Name}: the parked records of {Entity} were applied; it is parked no more.")]
    public static partial void ProjectionUnparked(this ILogger logger, ReaderName name, EntityKey entity);

    [LoggerMessage(43, LogLevel.Error, "Build {Build} of projection {Name} stands still on all nodes until it is resumed: {Detail}")]
    public static partial void ProjectionBuildFailed(this ILogger logger, ReaderName name, int build, string detail);

    [LoggerMessage(44, LogLevel.Information, "Build {Build} of projection {Name} was dropped and ends here.")]
    public static partial void ProjectionBuildGone(this ILogger logger, ReaderName name, int build);

    [LoggerMessage(45, LogLevel.Information, "Projection step: {Outcome}.")]
    public static partial void ProjectionStep(this ILogger logger, string outcome);

    [LoggerMessage(60, LogLevel.Error, "Projection {Name} (build {Build}) differs from the journal: {Skip}. Rebuild it; pbm projection audit tells all that is known.")]
    public static partial void ProjectionSkipped(this ILogger logger, ReaderName name, int build, string skip);

    [LoggerMessage(61, LogLevel.Debug, "The audit of the projections waits for its stores: {Detail}")]
    public static partial void AuditWaits(this ILogger logger, string detail);

    [LoggerMessage(62, LogLevel.Warning, "Live view {Name} failed on {Shard}:{Sequence} and passed it over.")]
    public static partial void LiveViewFailed(this ILogger logger, ReaderName name, ShardId shard, SequenceNumber sequence, Exception exception);

    [LoggerMessage(63, LogLevel.Warning, "{Loop} cannot go on and tries again: {Detail}")]
    public static partial void LoopWaits(this ILogger logger, string loop, string detail);
}
