namespace Actors;

/// <summary>
/// The name of an ordered source of commands: a file, a Kafka partition, the reactions of one shard. Each command on it has a
/// <see cref="LanePosition"/>, and takes effect at most once per lane and position.
/// </summary>
/// <remarks>1 to <see cref="LengthMax"/> characters, no control characters.</remarks>
public readonly record struct Lane
{
    /// <summary>The longest name, in characters.</summary>
    public const int LengthMax = 200;

    /// <summary>Creates a lane's name.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long or has control characters.</exception>
    public Lane(string name)
    {
        if (!IsValid(name))
        {
            throw new ArgumentException($"A lane's name has 1 to {LengthMax} characters and no control characters.", nameof(name));
        }

        Name = name;
    }

    /// <summary>The exact characters.</summary>
    public string Name { get; }

    /// <summary>Tells whether a text can be a lane's name.</summary>
    public static bool IsValid(string? name) =>
        PlainText.IsValid(name, LengthMax);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
