using Actors.Sharding;
using Actors.Timers;

namespace Actors.Journal;

/// <summary>
/// The store of all records. A shard is a log, and its owner is its only writer:
/// <code>
/// shard 17   1 2 3 4 ... 41 42 | 43 44 45        epoch 5
///                           ^head  ^records of a ShardCommit with ExpectedHead 42, Epoch 5
/// </code>
/// <list type="bullet">
/// <item>Atomic: a <see cref="ShardCommit"/> is stored whole or not at all, with its timers, dead letters and checkpoint.</item>
/// <item>Fenced: it is stored only if the shard's epoch and head are as it expects; a shard that does not match drops out
/// alone, the others of the same call are stored.</item>
/// <item>Durable: when <see cref="Commit"/> returns, the stored commits survive a crash of process and machine.</item>
/// <item>Ordered: a reader that sees a record sees every earlier record of its shard.</item>
/// </list>
/// All members may be called concurrently. Every member throws <see cref="JournalUnavailableException"/> when the store cannot
/// be reached or has no room; nothing else is thrown for faults that time may heal. No call assumes that two shards live in one
/// database.
/// </summary>
public interface IJournal
{
    /// <summary>The number of shards recorded in the journal.</summary>
    ShardCount ShardCount { get; }

    /// <summary>
    /// Takes shards: raises the epoch of each by one and records the owner, but only where the epoch is still the expected one. From
    /// then on every earlier owner of it is fenced. Of two who try for one shard at once, at most one gets it. Announces the change.
    /// </summary>
    /// <param name="expected">At most one row for each shard, as it was read; only its epoch counts. One that nobody has claimed yet has epoch 0.</param>
    /// <param name="owner">The new owner's name.</param>
    /// <param name="cancellationToken">Gives up; each claim may or may not have happened.</param>
    /// <returns>Those that were taken, in any order, each with its head after the claim. Many shards cost one round trip.</returns>
    Task<IReadOnlyList<ShardClaim>> TryClaim(IReadOnlyList<ShardHead> expected, string owner, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a shard up: it has no owner from then on, if its epoch is still this one; its epoch stays. Under any other epoch nothing
    /// happens. The caller sees to it that it has no commit on its way. Announces the change.
    /// </summary>
    /// <param name="shard">The shard.</param>
    /// <param name="epoch">The epoch under which the caller owned it.</param>
    /// <param name="unserved">For how long the caller has taken nothing for it: <see cref="ShardClaim.Unserved"/> counts from then.</param>
    /// <param name="cancellationToken">Gives up; the release may or may not have happened.</param>
    Task Release(ShardId shard, Epoch epoch, TimeSpan unserved, CancellationToken cancellationToken);

    /// <summary>Stores the commits of several shards in one transaction.</summary>
    /// <param name="commits">At most one per shard.</param>
    /// <param name="cancellationToken">Gives up; the outcome is then unknown, and <see cref="DurableHeads"/> tells it.</param>
    /// <returns>The shards that were fenced: nothing of theirs was stored. Empty when all went well.</returns>
    /// <exception cref="JournalUnavailableException">The outcome is unknown: read <see cref="DurableHeads"/> before trying again.</exception>
    Task<IReadOnlyList<ShardId>> Commit(IReadOnlyList<ShardCommit> commits, CancellationToken cancellationToken);

    /// <summary>The rows of the shards asked for, in that order.</summary>
    Task<IReadOnlyList<ShardHead>> Heads(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken);

    /// <summary>
    /// The same, answered only when all that the rows tell is as durable as a commit that was acknowledged: it settles commits whose
    /// outcome is unknown. The same as <see cref="Heads"/> where nothing that is not durable can be read.
    /// </summary>
    /// <param name="shards">The shards.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="JournalUnavailableException">The journal cannot be reached, or cannot tell yet.</exception>
    Task<IReadOnlyList<ShardHead>> DurableHeads(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) => Heads(shards, cancellationToken);

    /// <summary>Reads a shard's records in order, without gaps.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="after">The record before the first one wanted.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FormatException">The stored records are damaged: the message names them.</exception>
    /// <exception cref="Retention.LogRemovedException">The first one wanted was removed by retention.</exception>
    Task<IReadOnlyList<JournalRecord>> Read(ShardId shard, SequenceNumber after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the records of many entities, which may be of many shards, in one round trip. An entity's records are in the shard that
    /// <see cref="ShardCount.ShardOf"/> gives.
    /// </summary>
    /// <returns>
    /// One list for each position asked for, in that order; its records in order of their sequence numbers. Where retention has removed
    /// records after the position, the first one is of <see cref="RecordKind.Removed"/> and stands for them.
    /// </returns>
    /// <exception cref="FormatException">Stored records of one of the entities are damaged: the message names them.</exception>
    Task<IReadOnlyList<IReadOnlyList<JournalRecord>>> ReadEntities(
        IReadOnlyList<EntityPosition> positions, CancellationToken cancellationToken);

    /// <summary>The timers of these shards that are due at or before a time, earliest first.</summary>
    /// <param name="shards">The shards.</param>
    /// <param name="until">The latest due time, in UTC.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<ScheduledTimer>> DueTimers(
        IReadOnlyList<ShardId> shards, DateTimeOffset until, int limit, CancellationToken cancellationToken);

    /// <summary>When the earliest timer of these shards is due, in UTC; <see langword="null"/> when there is none.</summary>
    Task<DateTimeOffset?> NextTimer(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken);
}
