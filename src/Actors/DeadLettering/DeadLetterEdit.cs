using Actors.Schema;

namespace Actors.DeadLettering;

/// <summary>
/// What a replay of a dead letter uses instead of the original, which stays as it is. With both a type and an entity the payload is
/// that command itself; otherwise it is a record in the form of its ingress and is decoded there. Immutable.
/// </summary>
public sealed record DeadLetterEdit
{
    /// <summary>The bytes to replay.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The command's wire name; <see langword="null"/> leaves it as it was.</summary>
    public WireName? Type { get; init; }

    /// <summary>The entity it is for; <see langword="null"/> leaves it as it was.</summary>
    public EntityKey? Entity { get; init; }
}
