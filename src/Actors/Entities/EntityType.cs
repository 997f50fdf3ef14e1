namespace Actors;

/// <summary>
/// The kind of an entity, such as <c>order</c>: part of every journal record, so it must never change once data exists.
/// </summary>
/// <remarks>Lower-case letters, digits and hyphens, beginning with a letter, at most <see cref="LengthMax"/> characters.</remarks>
public readonly record struct EntityType
{
    /// <summary>The longest name, in characters.</summary>
    public const int LengthMax = 40;

    /// <summary>Creates a type from its name.</summary>
    /// <exception cref="ArgumentException">The name breaks the rules above.</exception>
    public EntityType(string name)
    {
        if (!Kebab.IsValid(name, LengthMax))
        {
            throw new ArgumentException(
                $"'{name}' is not an entity type: use 1 to {LengthMax} lower-case letters, digits and hyphens, beginning with a letter.",
                nameof(name));
        }

        Name = name;
    }

    /// <summary>The name as it stands in the journal.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
