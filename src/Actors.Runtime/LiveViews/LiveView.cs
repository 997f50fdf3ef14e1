using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Actors.Journal;

namespace Actors.Runtime.LiveViews;

/// <summary>
/// Rows in memory that follow the journal, and subscribers who are told each change: for screens that show what happens now. Every node
/// has the whole view. Nothing of it is stored: it begins anew with the process, and a subscriber from an earlier life is told all rows
/// again. Memory is bounded: rows, kept changes and each subscriber's queue. Thread-safe.
/// </summary>
/// <typeparam name="TRow">A row; immutable.</typeparam>
public sealed class LiveView<TRow> : ILiveView
    where TRow : class
{
    private readonly Func<JournalRecord, Func<string, TRow?>, IEnumerable<LiveChange<TRow>>> _apply;
    private readonly LiveViewOptions _options;
    private readonly string _life = Guid.NewGuid().ToString("N")[..12];
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, TRow Row)>> _rows = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, TRow Row)> _order = new();
    private readonly Queue<LiveEvent<TRow>> _changes = new();
    private readonly TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LiveSubscription<TRow>[] _subscribers = [];
    private long _last;

    /// <summary>Describes a view.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="apply">
    /// The changes that a record makes; the function gives the row of a key as it is. Called by one thread at a time, records of a shard in
    /// order. What it throws is logged, and the record is passed over.
    /// </param>
    /// <param name="options">The bounds.</param>
    /// <exception cref="ValidationException">A bound is out of its range.</exception>
    public LiveView(string name, Func<JournalRecord, Func<string, TRow?>, IEnumerable<LiveChange<TRow>>> apply, LiveViewOptions? options = null)
    {
        Name = new ReaderName(name);
        _apply = apply;
        _options = options ?? new LiveViewOptions();
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
        if (!_options.StartsWhenWanted)
        {
            _wanted.SetResult();
        }
    }

    /// <summary>Its name.</summary>
    public ReaderName Name { get; }

    /// <summary>How many rows it has.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _rows.Count;
            }
        }
    }

    /// <inheritdoc/>
    bool ILiveView.FromStart => _options.FromStart;

    /// <inheritdoc/>
    Task ILiveView.Wanted => _wanted.Task;

    /// <summary>The rows as they are, the one that changed least recently first.</summary>
    public IReadOnlyList<TRow> Rows()
    {
        lock (_lock)
        {
            return [.. _order.Select(row => row.Row)];
        }
    }

    /// <summary>Subscribes. Dispose what it returns.</summary>
    /// <param name="lastId">The id of the last event that the subscriber has seen; <see langword="null"/>, or one that is too old, begins with all rows.</param>
    public LiveSubscription<TRow> Subscribe(string? lastId)
    {
        _wanted.TrySetResult();
        lock (_lock)
        {
            var subscription = new LiveSubscription<TRow>(Missed(lastId) ?? All(), _options.QueueMax, IdOf(_last), Leave);
            _subscribers = [.. _subscribers, subscription];
            return subscription;
        }
    }

    /// <inheritdoc/>
    void ILiveView.Apply(JournalRecord record)
    {
        // Only the node's one loop changes rows, so they may be read without the lock that guards them against subscribers.
        var changes = _apply(record, key => _rows.TryGetValue(key, out var node) ? node.Value.Row : null).ToList();
        lock (_lock)
        {
            foreach (var change in changes)
            {
                Change(change);
            }
        }
    }

    private void Change(LiveChange<TRow> change)
    {
        if (_rows.Remove(change.Key, out var before))
        {
            _order.Remove(before);
        }
        else if (change.Row is null)
        {
            return; // Nobody has heard of it.
        }

        if (change.Row is { } row)
        {
            _rows.Add(change.Key, _order.AddLast((change.Key, row)));
        }

        Tell(change);
        if (_rows.Count > _options.RowsMax)
        {
            Change(new LiveChange<TRow>(_order.First!.Value.Key, null));
        }
    }

    private void Tell(LiveChange<TRow> change)
    {
        var told = new LiveEvent<TRow>(change.Row is null ? LiveEventKind.Gone : LiveEventKind.Row, IdOf(++_last), change.Key, change.Row);
        _changes.Enqueue(told);
        if (_changes.Count > _options.ChangesMax)
        {
            _changes.Dequeue();
        }

        foreach (var subscriber in _subscribers)
        {
            if (!subscriber.TryTell(told))
            {
                _subscribers = [.. _subscribers.Where(s => s != subscriber)];
            }
        }
    }

    private List<LiveEvent<TRow>> All() =>
    [
        new(LiveEventKind.Reset, null),
        .. _order.Select(row => new LiveEvent<TRow>(LiveEventKind.Row, null, row.Key, row.Row)),
        new(LiveEventKind.Ready, IdOf(_last)),
    ];

    /// <summary>The changes after an id; <see langword="null"/> when they are not all kept.</summary>
    private List<LiveEvent<TRow>>? Missed(string? lastId)
    {
        if (lastId?.Split('-') is not [var life, var text] || life != _life
            || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var last) || last > _last || last < _last - _changes.Count)
        {
            return null;
        }

        return [.. _changes.Skip(_changes.Count - (int)(_last - last))];
    }

    private string IdOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{_life}-{number}");

    private void Leave(LiveSubscription<TRow> subscription)
    {
        lock (_lock)
        {
            _subscribers = [.. _subscribers.Where(s => s != subscription)];
        }
    }
}
