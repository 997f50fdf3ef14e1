using System.Data.Common;
using System.Globalization;
using System.Text;
using Actors.Persistence.Sql.Projections;

namespace Shop.Node.ReadModels;

/// <summary>
/// A table of sums by key. Increments are first added up in memory for a whole batch of records, then written with one upsert for
/// every hundred keys, in the SQL that PostgreSQL and SQLite share. One batch at a time.
/// </summary>
internal sealed class SumTable
{
    private const int RowsPerStatement = 100;
    private readonly string _name;
    private readonly string[] _keys;
    private readonly string[] _sums;
    private readonly Dictionary<SumKey, long[]> _increments = [];

    /// <summary>Describes a table.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="keys">The one or two text columns that make its key.</param>
    /// <param name="sums">The columns that add up.</param>
    public SumTable(string name, string[] keys, string[] sums)
    {
        _name = name;
        _keys = keys;
        _sums = sums;
    }

    /// <summary>The statement that creates it.</summary>
    public string Create(SqlDialect dialect)
    {
        var number = dialect == SqlDialect.Postgres ? "bigint" : "INTEGER";
        return $"CREATE TABLE IF NOT EXISTS {_name} ("
            + string.Concat(_keys.Select(k => $"{k} text NOT NULL, "))
            + string.Concat(_sums.Select(s => $"{s} {number} NOT NULL, "))
            + $"PRIMARY KEY ({string.Join(", ", _keys)}))";
    }

    /// <summary>Adds to the sums of a key, in memory.</summary>
    public void Add(SumKey key, ReadOnlySpan<long> sums)
    {
        if (!_increments.TryGetValue(key, out var row))
        {
            _increments.Add(key, row = new long[_sums.Length]);
        }

        for (var i = 0; i < sums.Length; i++)
        {
            row[i] += sums[i];
        }
    }

    /// <summary>Forgets increments of a batch that was not written.</summary>
    public void Clear() => _increments.Clear();

    /// <summary>Writes the increments and forgets them.</summary>
    public async Task Write(DbTransaction transaction, CancellationToken cancellationToken)
    {
        foreach (var rows in _increments.Chunk(RowsPerStatement))
        {
            await transaction.Run(Upsert(rows.Length), rows.SelectMany(ValuesOf), cancellationToken);
        }

        _increments.Clear();
    }

    private static IEnumerable<object> ValuesOf(KeyValuePair<SumKey, long[]> row)
    {
        yield return row.Key.First;
        if (row.Key.Second is { } second)
        {
            yield return second;
        }

        foreach (var sum in row.Value)
        {
            yield return sum;
        }
    }

    private string Upsert(int rows)
    {
        var width = _keys.Length + _sums.Length;
        var sql = new StringBuilder($"INSERT INTO {_name} ({string.Join(", ", _keys.Concat(_sums))}) VALUES ");
        for (var row = 0; row < rows; row++)
        {
            sql.Append(row == 0 ? "(" : ", (").AppendJoin(", ", Enumerable.Range(row * width, width).Select(i => $"@p{i}")).Append(')');
        }

        sql.Append(CultureInfo.InvariantCulture, $" ON CONFLICT ({string.Join(", ", _keys)}) DO UPDATE SET ")
            .AppendJoin(", ", _sums.Select(s => $"{s} = {_name}.{s} + excluded.{s}"));
        return sql.ToString();
    }
}
