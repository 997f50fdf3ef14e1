namespace Actors.Persistence.Sql.Projections.Tables;

/// <summary>All changes of a batch to one row, as one.</summary>
internal sealed class PendingRow(SqlTable table, RowKey key, RowChange change)
{
    private readonly object?[] _values = new object?[table.Values.Count];
    private readonly CellChange[] _changes = new CellChange[table.Values.Count];

    /// <summary>The row.</summary>
    public RowKey Key => key;

    /// <summary>What happens to it.</summary>
    public RowChange Change => change;

    /// <summary>The columns that change, and how, as a number: rows of one shape are written by one statement.</summary>
    public ulong Shape
    {
        get
        {
            var shape = (ulong)change;
            foreach (var cell in _changes)
            {
                shape = (shape * 3) + (ulong)cell;
            }

            return shape;
        }
    }

    /// <summary>What happens to a column.</summary>
    public CellChange ChangeOf(int column) => _changes[column];

    /// <summary>The value for a column, or the number to add to it.</summary>
    public object? ValueOf(int column) => _values[column];

    /// <summary>Gives a column a value.</summary>
    public void Set(string column, object? value)
    {
        var place = table.PlaceOf(column);
        _values[place] = SqlValues.Check(table, place, value);
        _changes[place] = CellChange.Set;
    }

    /// <summary>Adds to a column; to a value that was given before, if one was.</summary>
    public void Add(string column, object? amount)
    {
        var place = table.PlaceOf(column);
        var checkedAmount = SqlValues.Check(table, place, amount)
            ?? throw new ArgumentException($"Column {column} of {table.Name} cannot grow by NULL.", nameof(amount));
        _values[place] = _changes[place] == CellChange.None ? checkedAmount : SqlValues.Sum(table, place, _values[place], checkedAmount);
        _changes[place] = _changes[place] == CellChange.Set ? CellChange.Set : CellChange.Add;
    }
}
