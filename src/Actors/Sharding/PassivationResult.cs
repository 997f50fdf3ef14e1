namespace Actors.Sharding;

/// <summary>What became of the wish to let an entity leave memory.</summary>
internal enum PassivationResult
{
    /// <summary>It has left.</summary>
    Done,

    /// <summary>It was not in memory.</summary>
    NotInMemory,

    /// <summary>It is being loaded, or has records that are not durable yet.</summary>
    Busy,
}
