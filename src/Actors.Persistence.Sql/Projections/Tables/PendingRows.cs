namespace Actors.Persistence.Sql.Projections.Tables;

/// <summary>
/// The changes of a batch to one table, at most one for each row. A change that cannot be joined with the row's earlier one begins a new
/// part, which is written after the part before it. One user at a time.
/// </summary>
internal sealed class PendingRows(SqlTable table)
{
    private readonly Queue<Dictionary<RowKey, PendingRow>> _parts = new();
    private Dictionary<RowKey, PendingRow> _rows = [];

    /// <summary>The table.</summary>
    public SqlTable Table => table;

    public void Upsert(RowKey key, ReadOnlySpan<(string Column, object? Value)> values) => Set(Row(key, RowChange.Upsert), values);

    public void Update(RowKey key, ReadOnlySpan<(string Column, object? Value)> values) => Set(Row(key, RowChange.Update), values);

    public void Add(RowKey key, ReadOnlySpan<(string Column, object? Value)> amounts)
    {
        var row = Row(key, RowChange.Upsert);
        foreach (var (column, amount) in amounts)
        {
            row.Add(column, amount);
        }
    }

    public void Delete(RowKey key)
    {
        Check(key);
        _rows[key] = new PendingRow(table, key, RowChange.Delete); // What came before it in this part does not matter any more.
    }

    /// <summary>Takes the next part to write, or <see langword="null"/>.</summary>
    public IReadOnlyCollection<PendingRow>? Take()
    {
        if (_parts.Count == 0)
        {
            if (_rows.Count == 0)
            {
                return null;
            }

            _parts.Enqueue(_rows);
            _rows = [];
        }

        return _parts.Dequeue().Values;
    }

    private static void Set(PendingRow row, ReadOnlySpan<(string Column, object? Value)> values)
    {
        foreach (var (column, value) in values)
        {
            row.Set(column, value);
        }
    }

    private PendingRow Row(RowKey key, RowChange change)
    {
        if (_rows.TryGetValue(key, out var row))
        {
            if (row.Change == change || (row.Change == RowChange.Upsert && change == RowChange.Update))
            {
                return row;
            }

            _parts.Enqueue(_rows);
            _rows = [];
        }

        Check(key);
        row = new PendingRow(table, key, change);
        _rows.Add(key, row);
        return row;
    }

    private void Check(RowKey key)
    {
        if (key.Count != table.Keys.Count)
        {
            throw new ArgumentException($"The key of {table.Name} has {table.Keys.Count} parts, not {key.Count}.", nameof(key));
        }

        for (var i = 0; i < table.Keys.Count; i++)
        {
            if (key[i] is string != (table.Keys[i].Type == SqlType.Text))
            {
                throw new ArgumentException($"Key column {table.Keys[i].Name} of {table.Name} takes {table.Keys[i].Type}, not {key[i].GetType().Name}.", nameof(key));
            }
        }
    }
}
