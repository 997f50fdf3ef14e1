using Actors.DeadLettering;

namespace Actors.Streams;

/// <summary>What a record of a source turned out to be: a command, something to pass over, or a failure.</summary>
public sealed record Decoded
{
    private Decoded()
    {
    }

    /// <summary>A record that asks for nothing, such as a header.</summary>
    public static Decoded Skip { get; } = new();

    /// <summary>The command; <see langword="null"/> when there is none.</summary>
    public OutgoingCommand? Command { get; private init; }

    /// <summary>The sender's own id of the command, if the record carries one.</summary>
    public CommandId? Id { get; private init; }

    /// <summary>Who and what caused the command, as far as the record tells.</summary>
    public Origin Origin { get; private init; } = Origin.Unknown;

    /// <summary>Why the record became a dead letter; <see langword="null"/> when it did not.</summary>
    public DeadLetterReason? Failure { get; private init; }

    /// <summary>What exactly is wrong with it, for people.</summary>
    public string? Detail { get; private init; }

    /// <summary>A command for an entity.</summary>
    public static Decoded Of(OutgoingCommand command, CommandId? id = null, Origin? origin = null) =>
        new() { Command = command, Id = id, Origin = origin ?? Origin.Unknown };

    /// <summary>The bytes cannot be understood.</summary>
    public static Decoded Undecodable(string detail) => new() { Failure = DeadLetterReason.Undecodable, Detail = detail };

    /// <summary>The record is understood and breaks a rule.</summary>
    public static Decoded Invalid(string detail) => new() { Failure = DeadLetterReason.Invalid, Detail = detail };

    /// <summary>The record is understood and breaks a rule that has a code.</summary>
    public static Decoded Invalid(Rejection fault) => Invalid($"{fault.Code}: {fault.Reason}");

    /// <summary>The record is of a type that is no command here.</summary>
    public static Decoded UnknownType(string detail) => new() { Failure = DeadLetterReason.UnknownType, Detail = detail };
}
