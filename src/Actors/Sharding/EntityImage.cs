using System.Globalization;
using System.Text;
using Actors.DeadLettering;
using Actors.Journal;
using Actors.Schema;
using Actors.Timers;

namespace Actors.Sharding;

/// <summary>
/// Everything a shard holds of one entity: its state and what belongs to it. Rebuilt by <see cref="EntityRecovery"/> from a
/// snapshot and the records after it; changed only by applying records.
/// </summary>
/// <param name="key">The entity.</param>
/// <param name="definition">Its kind.</param>
/// <param name="windowCapacity">How many commands with ids it remembers.</param>
internal sealed class EntityImage(EntityKey key, EntityDefinition definition, int windowCapacity)
{
    private Dictionary<string, ScheduledTimer>? _timers;
    private CommandWindow? _window;
    private SortedSet<long>? _parked;
    private object? _state = definition.InitialState;
    private StatePage? _page;
    private int _slot;

    public EntityKey Key { get; } = key;

    public EntityDefinition Definition { get; } = definition;

    public int WindowCapacity { get; } = windowCapacity;

    /// <summary>Its state, in a slot while it has one.</summary>
    public object State
    {
        get => (_page is null ? _state : _page[_slot])!;
        set => _ = _page is null ? _state = value : _page[_slot] = value;
    }

    public EntityVersion Version { get; set; }

    /// <summary>The entity's last record, also of a rejection.</summary>
    public SequenceNumber LastSequence { get; set; }

    /// <summary>How many commands wait as dead letters.</summary>
    public int ParkedCount => _parked?.Count ?? 0;

    /// <summary>The records of those commands, in order.</summary>
    public IEnumerable<long> Parked => _parked ?? Enumerable.Empty<long>();

    /// <summary>Why its history cannot be replayed; <see langword="null"/> when it can.</summary>
    public string? QuarantineReason { get; set; }

    /// <summary>How many records it has had since its last snapshot.</summary>
    public int RecordsSinceSnapshot { get; set; }

    public IEnumerable<CommandWindow.Entry> RememberedCommands => _window?.Entries ?? [];

    public IEnumerable<ScheduledTimer> Timers => _timers?.Values ?? Enumerable.Empty<ScheduledTimer>();

    public bool TryFindCommand(CommandId id, out CommandWindow.Entry entry)
    {
        entry = default;
        return _window is not null && _window.TryFind(id, out entry);
    }

    public void Remember(CommandWindow.Entry entry) => (_window ??= new CommandWindow(WindowCapacity)).Remember(entry);

    /// <summary>Whether the dead letter waits; one that was replayed must not be replayed again.</summary>
    public bool IsParked(DeadLetterId letter) => _parked is not null && _parked.Contains(SequenceOf(letter.Value));

    public void Park(SequenceNumber record) => (_parked ??= []).Add(record.Value);

    public ScheduledTimer? FindTimer(string name) => _timers?.GetValueOrDefault(name);

    /// <summary>Applies a timer change that stands in the record <paramref name="at"/>.</summary>
    public void Apply(TimerChange change, SequenceNumber at)
    {
        if (change is { Due: { } due, Command: { } command })
        {
            _timers ??= new Dictionary<string, ScheduledTimer>(StringComparer.Ordinal);
            _timers[change.Name] = new ScheduledTimer(Key, change.Name, at, due, command, change.Payload);
        }
        else
        {
            _timers?.Remove(change.Name);
        }
    }

    /// <summary>Applies a record: its bookkeeping, and where it is an event, the state that the event leads to.</summary>
    /// <param name="record">The entity's next record.</param>
    /// <param name="state">The state after it.</param>
    public void Apply(JournalRecord record, object state)
    {
        State = state;
        Version = record.Version;
        LastSequence = record.Sequence;
        RecordsSinceSnapshot++;
        if (record.Kind == RecordKind.Parked)
        {
            Park(record.Sequence);
        }
        else if (record.Kind == RecordKind.Unparked)
        {
            _parked?.Remove(SequenceOf(Encoding.UTF8.GetString(record.Payload.Span)));
        }

        var metadata = record.Metadata;
        if (metadata.CommandId is { } id && metadata.Index == 0)
        {
            Remember(new CommandWindow.Entry(id, record.Sequence, metadata.Count));
        }

        foreach (var change in metadata.Timers)
        {
            Apply(change, record.Sequence);
        }
    }

    /// <summary>Reads from each of its places in memory, and gives a number that depends on them, so that no compiler leaves it out.</summary>
    public long Touch() => RecordsSinceSnapshot + (_page?.Touch(_slot) ?? 0);

    /// <summary>Keeps its state in a slot from now on, until it leaves memory.</summary>
    public void Enter(StateSlots slots)
    {
        (_page, _slot) = slots.Take();
        (_page[_slot], _state) = (_state, null);
    }

    /// <summary>Gives its slot back, if it has one, and keeps its state itself.</summary>
    public void Leave(StateSlots slots)
    {
        if (_page is { } page)
        {
            (_state, _page) = (page[_slot], null);
            slots.Return(page, _slot);
        }
    }

    /// <summary>Becomes another image of the same entity.</summary>
    public void Become(EntityImage other)
    {
        (State, Version, LastSequence) = (other.State, other.Version, other.LastSequence);
        (_timers, _window, _parked) = (other._timers, other._window, other._parked);
    }

    /// <summary>A parked command is named by its record: <c>shard:sequence</c>.</summary>
    private static long SequenceOf(string letter) =>
        long.TryParse(letter.AsSpan(letter.IndexOf(':', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture, out var sequence) ? sequence : 0;
}
