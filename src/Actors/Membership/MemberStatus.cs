namespace Actors.Membership;

/// <summary>Where a member is in its life. It only ever moves forward.</summary>
public enum MemberStatus
{
    /// <summary>Known, and not ready to own shards yet.</summary>
    Joining,

    /// <summary>Takes its share of the shards, if its role lets it.</summary>
    Up,

    /// <summary>Hands its shards over and takes no new ones; goes on answering until the last one is gone.</summary>
    Leaving,

    /// <summary>Declared dead, by its silence, by its peers or by an operator: whoever may can claim its shards.</summary>
    Down,

    /// <summary>Gone for good.</summary>
    Removed,
}
