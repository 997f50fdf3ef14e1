namespace Actors.Benchmarks.Scenarios;

/// <summary>What is done to an entity.</summary>
internal enum OperationKind
{
    /// <summary>A command whose outcome is awaited.</summary>
    Ask,

    /// <summary>A command whose outcome nobody looks at.</summary>
    Tell,

    /// <summary>A read of the durable state.</summary>
    Read,
}
