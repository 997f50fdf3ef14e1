using Actors.Journal;
using Actors.Persistence.Sql.Projections.Tables;
using Actors.Projections;
using Actors.Schema;

namespace Actors.Persistence.Sql.Projections;

/// <summary>
/// A read model in SQL tables, described by its tables and by a handler for each type of event:
/// derive from it, and call <see cref="Table"/> and <see cref="On{TEvent}(Action{ProjectionContext, TEvent})"/> in the constructor.
/// Its changes and its offsets are one transaction, so each event takes effect on it exactly once.
/// Keep no state in fields: one instance may work on several batches and builds at the same time.
/// </summary>
public abstract class SqlProjection
{
    private readonly Dictionary<Type, Func<ProjectionContext, object, Task>> _handlers = [];
    private readonly List<SqlTable> _tables = [];
    private Func<ProjectionContext, JournalRecord, Task>? _records;

    /// <summary>Describes a projection.</summary>
    /// <param name="name">Its stable name.</param>
    /// <param name="version">
    /// The version of its tables and handlers, 1 or more. Raise it whenever either changes: what the old version has written is then
    /// replaced by a rebuild.
    /// </param>
    /// <param name="model">The application, which decodes the events.</param>
    protected SqlProjection(string name, int version, ActorModel model)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        Name = new ReaderName(name);
        Version = version;
        Model = model;
    }

    /// <summary>Its stable name.</summary>
    public ReaderName Name { get; }

    /// <summary>The version of its tables and handlers.</summary>
    public int Version { get; }

    /// <summary>What happens when a handler fails. By default the build stops after some retries.</summary>
    public virtual HandlerRecoveryStrategy Recovery => HandlerRecoveryStrategy.Stop;

    /// <summary>Its tables.</summary>
    public IReadOnlyList<SqlTable> Tables => _tables;

    /// <summary>The application.</summary>
    protected ActorModel Model { get; }

    /// <summary>Describes a table; every build gets one of its own.</summary>
    /// <param name="name">What readers call it; no other projection of the database may use the name.</param>
    /// <param name="columns">Its columns, at least one of them a key.</param>
    /// <exception cref="ArgumentException">The name is none for a table, or is used twice, or there is no key.</exception>
    protected SqlTable Table(string name, params IReadOnlyList<SqlColumn> columns)
    {
        if (_tables.Exists(t => t.Name == name))
        {
            throw new ArgumentException($"Projection {Name} has two tables named {name}.", nameof(name));
        }

        var table = new SqlTable(name, _tables.Count, columns);
        _tables.Add(table);
        return table;
    }

    /// <summary>Handles one type of event by changes to rows, which are collected and written together.</summary>
    protected void On<TEvent>(Action<ProjectionContext, TEvent> handler)
        where TEvent : class => On<TEvent>((context, @event) =>
        {
            handler(context, @event);
            return Task.CompletedTask;
        });

    /// <summary>Handles one type of event with queries of its own.</summary>
    /// <exception cref="ArgumentException">The type has a handler already.</exception>
    protected void On<TEvent>(Func<ProjectionContext, TEvent, Task> handler)
        where TEvent : class
    {
        if (!_handlers.TryAdd(typeof(TEvent), (context, @event) => handler(context, (TEvent)@event)))
        {
            throw new ArgumentException($"Projection {Name} handles {typeof(TEvent).Name} twice.", nameof(handler));
        }
    }

    /// <summary>Handles every record, rejections too, before the handler of its event.</summary>
    protected void OnRecord(Action<ProjectionContext, JournalRecord> handler) => _records = (context, record) =>
    {
        handler(context, record);
        return Task.CompletedTask;
    };

    /// <summary>Runs the handlers of one record.</summary>
    internal async ValueTask Apply(ProjectionContext context, JournalRecord record)
    {
        context.Record = record;
        if (_records is { } all)
        {
            await all(context, record).ConfigureAwait(false);
        }

        if (IsHandled(record) && Model.EventOf(record) is { } @event && _handlers.TryGetValue(@event.GetType(), out var handler))
        {
            await handler(context, @event).ConfigureAwait(false);
        }
    }

    /// <summary>Decoding an event costs more than all the rest; one that has no handler is not decoded.</summary>
    private bool IsHandled(JournalRecord record) =>
        record.Kind == RecordKind.Event
        && (record.Message is { } message
            ? _handlers.ContainsKey(message.GetType())
            : Model.Find(record.Entity.Type)?.Messages is { } messages && (messages.CurrentType(record.Type) is not { } type || _handlers.ContainsKey(type)));
}
