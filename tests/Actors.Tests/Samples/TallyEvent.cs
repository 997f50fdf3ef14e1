namespace Actors.Tests.Samples;

/// <summary>The events of a <see cref="Tally"/>.</summary>
public abstract record TallyEvent
{
    /// <summary>A number was added.</summary>
    public sealed record Added(long Number, string Unit, string? Note) : TallyEvent;

    /// <summary>The first form of <see cref="Added"/>: without a unit.</summary>
    public sealed record AddedV1(int Number);

    /// <summary>The second form of <see cref="Added"/>: without a note.</summary>
    public sealed record AddedV2(long Number, string Unit);
}
