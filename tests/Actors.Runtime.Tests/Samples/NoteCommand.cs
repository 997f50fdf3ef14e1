namespace Actors.Runtime.Tests.Samples;

/// <summary>The commands of a <see cref="Notebook"/>.</summary>
public abstract record NoteCommand
{
    /// <summary>Writes a number down.</summary>
    public sealed record Write(long Number) : NoteCommand;

    /// <summary>Writes each of these numbers down, as an event of its own.</summary>
    public sealed record WriteAll(IReadOnlyList<long> Numbers) : NoteCommand;

    /// <summary>Is refused once the notebook has a number, and says which.</summary>
    public sealed record WriteFirst(long Number) : NoteCommand;

    /// <summary>Changes nothing.</summary>
    public sealed record Look : NoteCommand;

    /// <summary>Writes a number down, but makes the entity's own code throw while the fuse is blown.</summary>
    public sealed record WriteThrough(string Fuse, long Number) : NoteCommand;

    /// <summary>Has a reaction write the number in another notebook.</summary>
    public sealed record Forward(string Target, long Number) : NoteCommand;

    /// <summary>Has a side effect make a call, whose answer is written in another notebook.</summary>
    public sealed record Phone(string Target, long Number) : NoteCommand;

    /// <summary>Sets a timer that writes a number down.</summary>
    public sealed record Remind(string Timer, DateTimeOffset Due, long Number) : NoteCommand;

    /// <summary>Cancels a timer.</summary>
    public sealed record Forget(string Timer) : NoteCommand;
}
