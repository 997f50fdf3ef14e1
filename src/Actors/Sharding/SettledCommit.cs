namespace Actors.Sharding;

/// <summary>What has become of a commit.</summary>
internal enum SettledCommit
{
    /// <summary>It is durable.</summary>
    Stored,

    /// <summary>It is not stored, and may be tried again.</summary>
    Again,

    /// <summary>Another owner has the shard; it is not stored and never will be.</summary>
    Fenced,

    /// <summary>Another owner has the shard; it may have been stored before.</summary>
    FencedUncertain,
}
