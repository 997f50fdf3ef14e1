namespace Actors.Persistence.Sql.Projections.Tables;

/// <summary>The key of a row: one text or whole number for each key column, in their order. Text and numbers convert to keys of one column.</summary>
public readonly struct RowKey : IEquatable<RowKey>, IComparable<RowKey>
{
    private readonly object? _first;
    private readonly object[]? _others;

    private RowKey(object first, object[]? others)
    {
        _first = first;
        _others = others;
    }

    /// <summary>How many columns it has.</summary>
    public int Count => _first is null ? 0 : 1 + (_others?.Length ?? 0);

    /// <summary>The part for one column: a <see cref="string"/> or a <see cref="long"/>.</summary>
    public object this[int place] => place == 0 ? _first! : _others![place - 1];

    /// <summary>A key of text.</summary>
    public static implicit operator RowKey(string part) => new(part, null);

    /// <summary>A key that is a number.</summary>
    public static implicit operator RowKey(long part) => new(part, null);

    /// <summary>Whether both are the same key.</summary>
    public static bool operator ==(RowKey left, RowKey right) => left.Equals(right);

    /// <summary>Whether they are different keys.</summary>
    public static bool operator !=(RowKey left, RowKey right) => !left.Equals(right);

    /// <summary>Whether one comes before the other in the order of writing.</summary>
    public static bool operator <(RowKey left, RowKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether one comes after the other in the order of writing.</summary>
    public static bool operator >(RowKey left, RowKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether one does not come after the other in the order of writing.</summary>
    public static bool operator <=(RowKey left, RowKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one does not come before the other in the order of writing.</summary>
    public static bool operator >=(RowKey left, RowKey right) => left.CompareTo(right) >= 0;

    /// <summary>A key of several columns.</summary>
    /// <param name="parts">Texts and whole numbers.</param>
    /// <exception cref="ArgumentException">There is none, or one of them is neither.</exception>
    public static RowKey Of(params ReadOnlySpan<object> parts)
    {
        if (parts.Length == 0)
        {
            throw new ArgumentException("A key has at least one part.", nameof(parts));
        }

        var others = parts.Length == 1 ? null : new object[parts.Length - 1];
        for (var i = 1; i < parts.Length; i++)
        {
            others![i - 1] = PartOf(parts[i]);
        }

        return new RowKey(PartOf(parts[0]), others);
    }

    /// <summary>A key of text.</summary>
    public static RowKey FromString(string part) => part;

    /// <summary>A key that is a number.</summary>
    public static RowKey FromInt64(long part) => part;

    /// <inheritdoc/>
    public bool Equals(RowKey other)
    {
        if (Count != other.Count)
        {
            return false;
        }

        for (var i = 0; i < Count; i++)
        {
            if (!this[i].Equals(other[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RowKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        for (var i = 0; i < Count; i++)
        {
            hash.Add(this[i]);
        }

        return hash.ToHashCode();
    }

    /// <summary>An order by the parts, the same on every node, so that two writers take the rows in the same order.</summary>
    public int CompareTo(RowKey other)
    {
        for (var i = 0; i < Math.Min(Count, other.Count); i++)
        {
            var order = (this[i], other[i]) switch
            {
                (string mine, string theirs) => string.CompareOrdinal(mine, theirs),
                (long mine, long theirs) => mine.CompareTo(theirs),
                (long, _) => -1,
                _ => 1,
            };
            if (order != 0)
            {
                return order;
            }
        }

        return Count.CompareTo(other.Count);
    }

    private static object PartOf(object part) => part switch
    {
        string or long => part,
        int number => (long)number,
        _ => throw new ArgumentException($"A part of a key is text or a whole number, not {part?.GetType().Name ?? "null"}.", nameof(part)),
    };
}
