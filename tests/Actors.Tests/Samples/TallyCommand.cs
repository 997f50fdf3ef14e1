namespace Actors.Tests.Samples;

/// <summary>The commands of a <see cref="Tally"/>.</summary>
public abstract record TallyCommand
{
    /// <summary>Adds a number.</summary>
    public sealed record Add(long Number) : TallyCommand;

    /// <summary>Adds each of these numbers, as an event of its own.</summary>
    public sealed record AddAll(IReadOnlyList<long> Numbers) : TallyCommand;

    /// <summary>Is always refused.</summary>
    public sealed record Refuse : TallyCommand;

    /// <summary>Changes nothing.</summary>
    public sealed record Look : TallyCommand;

    /// <summary>Makes the entity's own code throw.</summary>
    public sealed record Break : TallyCommand;

    /// <summary>Sets a timer that adds a number.</summary>
    public sealed record AddLater(string Timer, DateTimeOffset Due, long Number) : TallyCommand;
}
