namespace Actors.Membership;

/// <summary>What a node does in the cluster.</summary>
[Flags]
public enum MemberRoles
{
    /// <summary>Sends commands and answers HTTP, and owns no shards.</summary>
    None = 0,

    /// <summary>Owns shards.</summary>
    Shards = 1,
}
