using Actors.Sharding;

namespace Actors;

/// <summary>The cluster-wide address of an entity: its type and its id, with their stable hash.</summary>
public readonly struct EntityKey : IEquatable<EntityKey>
{
    /// <summary>Creates a key and computes its hash once.</summary>
    public EntityKey(EntityType type, EntityId id)
    {
        Type = type;
        Id = id;
        Hash = StableHash.Compute(type.Name, id.Value);
    }

    /// <summary>The entity's type.</summary>
    public EntityType Type { get; }

    /// <summary>The entity's id within its type.</summary>
    public EntityId Id { get; }

    /// <summary>
    /// <see cref="StableHash"/> of type and id. It decides the shard and finds the entity's records; two keys may share it,
    /// so whoever searches by it compares the key as well.
    /// </summary>
    public ulong Hash { get; }

    /// <summary>Reads the form <c>type/id</c>.</summary>
    /// <exception cref="FormatException">The text has no slash, or type or id break their rules.</exception>
    public static EntityKey Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || !Kebab.IsValid(text[..slash], EntityType.LengthMax) || !EntityId.IsValid(text[(slash + 1)..]))
        {
            throw new FormatException($"'{text}' is not an entity key: write type/id, such as order/1001.");
        }

        return new EntityKey(new EntityType(text[..slash]), new EntityId(text[(slash + 1)..]));
    }

    /// <summary>Whether both keys name the same entity.</summary>
    public static bool operator ==(EntityKey left, EntityKey right) => left.Equals(right);

    /// <summary>Whether the keys name different entities.</summary>
    public static bool operator !=(EntityKey left, EntityKey right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(EntityKey other) =>
        Hash == other.Hash
        && string.Equals(Id.Value, other.Id.Value, StringComparison.Ordinal)
        && string.Equals(Type.Name, other.Type.Name, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EntityKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)(Hash ^ (Hash >> 32));

    /// <summary>The form <c>type/id</c>, which <see cref="Parse"/> reads.</summary>
    public override string ToString() => $"{Type.Name}/{Id.Value}";
}
