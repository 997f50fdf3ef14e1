namespace Actors.Operations;

/// <summary>One lane of an ingress, as an operator sees it: a partition, or a source that has but one lane.</summary>
public sealed record IngressStatus
{
    /// <summary>The ingress.</summary>
    public required string Ingress { get; init; }

    /// <summary>The lane.</summary>
    public required string Lane { get; init; }

    /// <summary>What it does.</summary>
    public required IngressState State { get; init; }

    /// <summary>Since when.</summary>
    public required DateTime Since { get; init; }

    /// <summary>Everything at or below it is durable.</summary>
    public required long Position { get; init; }

    /// <summary>How many records it is behind, where the source knows.</summary>
    public long? Lag { get; init; }

    /// <summary>How many records are read and not durable yet.</summary>
    public required int InHand { get; init; }

    /// <summary>Records read since this node has the lane.</summary>
    public required long Read { get; init; }

    /// <summary>Records that became dead letters since this node has the lane.</summary>
    public required long DeadLettered { get; init; }

    /// <summary>What went wrong last; it may be over.</summary>
    public string? LastError { get; init; }

    /// <summary>When that was.</summary>
    public DateTime? LastErrorTime { get; init; }
}
