namespace Actors.Persistence.Sql.Projections.Tables;

/// <summary>
/// A table of a read model as a projection describes it. Each build has one of its own; readers see that of the active build under
/// <see cref="Name"/>, which is a view. Immutable once its projection is constructed.
/// </summary>
public sealed class SqlTable
{
    /// <summary>The most columns beside the key.</summary>
    public const int ValuesMax = 38;

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<IReadOnlyList<string>> _indexes = [];

    internal SqlTable(string name, int place, IReadOnlyList<SqlColumn> columns)
    {
        Name = SqlNames.Check(name, nameof(name));
        Place = place;
        Keys = [.. columns.Where(c => c.IsKey)];
        Values = [.. columns.Where(c => !c.IsKey)];
        if (Keys.Count == 0)
        {
            throw new ArgumentException($"Table {name} has no key: mark one column or several with Key().", nameof(columns));
        }

        if (Values.Count > ValuesMax)
        {
            throw new ArgumentException($"Table {name} has {Values.Count} columns beside its key; {ValuesMax} are the most.", nameof(columns));
        }

        foreach (var column in columns)
        {
            if (!_places.TryAdd(column.Name, column.IsKey ? -1 : _places.Count(p => p.Value >= 0)))
            {
                throw new ArgumentException($"Table {name} has two columns named {column.Name}.", nameof(columns));
            }
        }
    }

    /// <summary>What readers call it.</summary>
    public string Name { get; }

    /// <summary>The columns of its key, in order.</summary>
    public IReadOnlyList<SqlColumn> Keys { get; }

    /// <summary>Its other columns, in order.</summary>
    public IReadOnlyList<SqlColumn> Values { get; }

    /// <summary>The columns of each of its indexes.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Indexes => _indexes;

    /// <summary>Its place among the tables of its projection.</summary>
    internal int Place { get; }

    /// <summary>Adds an index over columns.</summary>
    /// <exception cref="ArgumentException">It has no such column.</exception>
    public SqlTable Index(params IReadOnlyList<string> columns)
    {
        if (columns.FirstOrDefault(c => !_places.ContainsKey(c)) is { } unknown)
        {
            throw new ArgumentException($"Table {Name} has no column {unknown} to index.", nameof(columns));
        }

        _indexes.Add(columns);
        return this;
    }

    /// <summary>The name of a build's table.</summary>
    internal string NameIn(int build) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name}_{build}");

    /// <summary>The place of a column among <see cref="Values"/>.</summary>
    internal int PlaceOf(string column) => _places.TryGetValue(column, out var place)
        ? place >= 0 ? place : throw new ArgumentException($"Column {column} of {Name} is part of its key, which does not change.", nameof(column))
        : throw new ArgumentException($"Table {Name} has no column {column}.", nameof(column));
}
