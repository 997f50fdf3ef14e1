namespace Actors;

/// <summary>The identity of one entity within its type, such as an order number. Compared by its exact characters.</summary>
/// <remarks>1 to <see cref="LengthMax"/> characters, no control characters.</remarks>
public readonly record struct EntityId
{
    /// <summary>The longest id, in characters.</summary>
    public const int LengthMax = 200;

    /// <summary>Creates an id.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long or has control characters.</exception>
    public EntityId(string value)
    {
        if (!IsValid(value))
        {
            throw new ArgumentException(
                $"'{value}' is not an entity id: use 1 to {LengthMax} characters without control characters.", nameof(value));
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
