namespace Actors;

/// <summary>How many events an entity has had. A rejection does not raise it. <see cref="Initial"/> is an entity without events.</summary>
public readonly record struct EntityVersion(long Value) : IComparable<EntityVersion>
{
    /// <summary>The version of an entity without events.</summary>
    public static readonly EntityVersion Initial;

    /// <summary>The version after one more event.</summary>
    public EntityVersion Next => new(Value + 1);

    /// <summary>Whether one version is lower than another.</summary>
    public static bool operator <(EntityVersion left, EntityVersion right) => left.Value < right.Value;

    /// <summary>Whether one version is higher than another.</summary>
    public static bool operator >(EntityVersion left, EntityVersion right) => left.Value > right.Value;

    /// <summary>Whether one version is not higher than another.</summary>
    public static bool operator <=(EntityVersion left, EntityVersion right) => left.Value <= right.Value;

    /// <summary>Whether one version is not lower than another.</summary>
    public static bool operator >=(EntityVersion left, EntityVersion right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public int CompareTo(EntityVersion other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
