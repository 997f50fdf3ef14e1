namespace Actors.Runtime.Tests.Samples;

/// <summary>The events of a <see cref="Notebook"/>.</summary>
public abstract record NoteEvent
{
    /// <summary>A number was written down.</summary>
    public sealed record Written(long Number, DateTimeOffset At) : NoteEvent;

    /// <summary>A number is to be written in another notebook.</summary>
    public sealed record Forwarded(string Target, long Number) : NoteEvent;

    /// <summary>A call is to be made.</summary>
    public sealed record Phoned(string Target, long Number) : NoteEvent;

    /// <summary>Known to newer versions of the application only.</summary>
    public sealed record Painted(string Colour) : NoteEvent;
}
