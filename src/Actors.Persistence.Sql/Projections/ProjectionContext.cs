using Actors.Journal;
using Actors.Persistence.Sql.Projections.Tables;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Projections;

/// <summary>
/// What a handler works with: where the event stands, and the changes it makes. Changes to rows are collected over a whole batch of
/// events and written with one statement for many rows; what comes later sees what came before. For the handler's call only.
/// </summary>
public sealed class ProjectionContext
{
    private readonly ISqlWriter _writer;
    private readonly Func<string, string> _statement;
    private readonly PendingRows?[] _pending;
    private JournalRecord? _record;

    internal ProjectionContext(ISqlWriter writer, Func<string, string> statement, int tables, bool isRebuilding, CancellationToken cancellationToken)
    {
        _writer = writer;
        _statement = statement;
        _pending = new PendingRows?[tables];
        IsRebuilding = isRebuilding;
        CancellationToken = cancellationToken;
    }

    /// <summary>The record of the event.</summary>
    public JournalRecord Record
    {
        get => _record ?? throw new InvalidOperationException("A context has a record only while a handler runs.");
        internal set => _record = value;
    }

    /// <summary>The entity that the event is about.</summary>
    public EntityKey Entity => Record.Entity;

    /// <summary>The entity's id within its type.</summary>
    public string Id => Record.Entity.Id.Value;

    /// <summary>The entity's shard.</summary>
    public ShardId Shard => Record.Shard;

    /// <summary>The event's place in the shard.</summary>
    public SequenceNumber Sequence => Record.Sequence;

    /// <summary>The entity's version after the event.</summary>
    public EntityVersion Version => Record.Version;

    /// <summary>When the event's command was received, in UTC, to the microsecond.</summary>
    public DateTimeOffset Time => Record.Time;

    /// <summary>Who and what caused the event.</summary>
    public Origin Origin => Record.Metadata.Origin;

    /// <summary>
    /// Whether readers do not see this build; for an event that was parked, whether they did not when its turn came. Whatever reaches beyond
    /// the tables, such as a notification, is left out then: each event meets exactly one build that readers see.
    /// </summary>
    public bool IsRebuilding { get; }

    /// <summary>Falls when the handler shall give up; the transaction is then rolled back.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Sets columns of a row; begins the row if there is none, with the other columns at their defaults.</summary>
    public void Upsert(SqlTable table, RowKey key, params ReadOnlySpan<(string Column, object? Value)> values) => Rows(table).Upsert(key, values);

    /// <summary>Adds to columns of numbers; begins the row with these numbers if there is none.</summary>
    public void Add(SqlTable table, RowKey key, params ReadOnlySpan<(string Column, object? Value)> amounts) => Rows(table).Add(key, amounts);

    /// <summary>Sets columns of a row, if there is one.</summary>
    public void Update(SqlTable table, RowKey key, params ReadOnlySpan<(string Column, object? Value)> values) => Rows(table).Update(key, values);

    /// <summary>Deletes a row, if there is one.</summary>
    public void Delete(SqlTable table, RowKey key) => Rows(table).Delete(key);

    /// <summary>Runs a statement after the changes made so far.</summary>
    /// <param name="sql">Its SQL, with tables as <c>{orders}</c> and parameters as <c>@p0</c>, <c>@p1</c> and so on.</param>
    /// <param name="values">The parameters.</param>
    /// <returns>How many rows it changed.</returns>
    public async Task<int> Execute(string sql, params object?[] values)
    {
        await Flush().ConfigureAwait(false);
        return await _writer.Execute(_statement(sql), values, CancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for one value after the changes made so far; <see langword="null"/> when there is no row.</summary>
    /// <param name="sql">Its SQL, with tables as <c>{orders}</c> and parameters as <c>@p0</c>, <c>@p1</c> and so on.</param>
    /// <param name="values">The parameters.</param>
    public async Task<object?> Scalar(string sql, params object?[] values)
    {
        await Flush().ConfigureAwait(false);
        return await _writer.Scalar(_statement(sql), values, CancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the changes made so far.</summary>
    internal async Task Flush()
    {
        foreach (var rows in _pending)
        {
            if (rows is not null)
            {
                while (rows.Take() is { } part)
                {
                    await _writer.Write(rows.Table, part, CancellationToken).ConfigureAwait(false);
                }
            }
        }

        await _writer.Finish(CancellationToken).ConfigureAwait(false);
    }

    private PendingRows Rows(SqlTable table) => _pending[table.Place] is { } rows && rows.Table == table
        ? rows
        : _pending[table.Place] is null ? _pending[table.Place] = new PendingRows(table) : throw new ArgumentException($"Table {table.Name} is one of another projection.", nameof(table));
}
