using Actors.Streams;

namespace Actors.DeadLettering;

/// <summary>Which record of an ingress a dead letter was. Immutable.</summary>
/// <param name="Ingress">The ingress's name: a shared source's own, else the source's lane.</param>
/// <param name="Lane">The lane; of a Kafka partition it holds topic and partition.</param>
/// <param name="Position">The place on the lane; of a Kafka record its offset plus one.</param>
public sealed record DeadLetterOrigin(string Ingress, Lane Lane, LanePosition Position)
{
    /// <summary>The key that the sender gave; empty when there was none.</summary>
    public ReadOnlyMemory<byte> Key { get; init; }

    /// <summary>What the sender said beside the payload, in the sender's order.</summary>
    public IReadOnlyList<SourceHeader> Headers { get; init; } = [];
}
