namespace Actors.Runtime.Sharding;

/// <summary>The limits of a shard host.</summary>
internal sealed record ShardHostOptions
{
    /// <summary>How many messages may be taken and not answered. A full host slows its senders.</summary>
    public int PendingMax { get; init; } = 8192;

    /// <summary>
    /// How many messages may wait to be taken. The senders of more wait themselves, each at several times the cost: with 4,096 a node that was
    /// overloaded for a moment did a third of its work from then on.
    /// </summary>
    public int MailboxMax { get; init; } = 65_536;

    /// <summary>With how many records a commit is full, where few are under way. Larger ones would only add latency then.</summary>
    public int CommitRecords { get; init; } = 1000;

    /// <summary>With how many records a commit is full, however many are under way.</summary>
    public int CommitRecordsMax { get; init; } = 4000;

    /// <summary>How many commits, each of other shards, may be on their way at the same time.</summary>
    public int CommitsAtOnce { get; init; } = 2;

    /// <summary>How many entities are loaded with one query.</summary>
    public int LoadMax { get; init; } = 500;

    /// <summary>How many load queries run at the same time.</summary>
    public int LoadsAtOnce { get; init; } = 2;
}
