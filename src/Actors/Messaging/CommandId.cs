namespace Actors;

/// <summary>
/// A sender's own id for a command (an HTTP Idempotency-Key, a CloudEvents id). Within the window of its entity, a second
/// command with the same id has no effect and gets the first one's outcome.
/// </summary>
/// <remarks>1 to <see cref="LengthMax"/> characters, no control characters.</remarks>
public readonly record struct CommandId
{
    /// <summary>The longest id, in characters.</summary>
    public const int LengthMax = 128;

    /// <summary>Creates an id.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long or has control characters.</exception>
    public CommandId(string value)
    {
        if (!IsValid(value))
        {
            throw new ArgumentException(
                $"A command id has 1 to {LengthMax} characters and no control characters.", nameof(value));
        }

        Value = value;
    }

    /// <summary>The exact characters.</summary>
    public string Value { get; }

    /// <summary>Tells whether a text can be an id.</summary>
    public static bool IsValid(string? value) =>
        PlainText.IsValid(value, LengthMax);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
