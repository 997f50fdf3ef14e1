namespace Actors.Persistence.Sql.Projections.Tables;

/// <summary>A column of a read model's table. Immutable.</summary>
public sealed record SqlColumn
{
    private SqlColumn(string name, SqlType type)
    {
        Name = SqlNames.Check(name, nameof(name));
        Type = type;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its type.</summary>
    public SqlType Type { get; }

    /// <summary>Whether it is part of the table's key.</summary>
    public bool IsKey { get; private init; }

    /// <summary>Whether it may be NULL.</summary>
    public bool IsNullable { get; private init; }

    /// <summary>A column of text.</summary>
    public static SqlColumn Text(string name) => new(name, SqlType.Text);

    /// <summary>A column of whole numbers; 0 where a row is begun without it.</summary>
    public static SqlColumn Number(string name) => new(name, SqlType.Number);

    /// <summary>A column of floating numbers; 0 where a row is begun without it.</summary>
    public static SqlColumn Real(string name) => new(name, SqlType.Real);

    /// <summary>A column of true or false; false where a row is begun without it.</summary>
    public static SqlColumn Boolean(string name) => new(name, SqlType.Boolean);

    /// <summary>A column of moments.</summary>
    public static SqlColumn Time(string name) => new(name, SqlType.Time);

    /// <summary>A column of bytes.</summary>
    public static SqlColumn Bytes(string name) => new(name, SqlType.Bytes);

    /// <summary>The same column as part of the table's key; for text and whole numbers.</summary>
    /// <exception cref="InvalidOperationException">Its type cannot be in a key.</exception>
    public SqlColumn Key() => Type is SqlType.Text or SqlType.Number
        ? this with { IsKey = true }
        : throw new InvalidOperationException($"Column {Name} cannot be in a key: only text and whole numbers can.");

    /// <summary>The same column, which may be NULL.</summary>
    public SqlColumn Nullable() => this with { IsNullable = true };
}
