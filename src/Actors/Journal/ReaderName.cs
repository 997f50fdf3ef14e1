namespace Actors.Journal;

/// <summary>The stable name of a reader of the journal (a reaction, side effect or projection) or of a source's place.</summary>
/// <remarks>1 to <see cref="LengthMax"/> characters, no control characters.</remarks>
public readonly record struct ReaderName
{
    /// <summary>The longest name, in characters.</summary>
    public const int LengthMax = 200;

    /// <summary>Creates a name.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long or has control characters.</exception>
    public ReaderName(string value)
    {
        if (!PlainText.IsValid(value, LengthMax))
        {
            throw new ArgumentException($"A reader's name has 1 to {LengthMax} characters and no control characters.", nameof(value));
        }

        Value = value;
    }

    /// <summary>The exact characters.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
