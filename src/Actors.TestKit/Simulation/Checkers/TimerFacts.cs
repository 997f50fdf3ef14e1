using Actors.Journal;

namespace Actors.TestKit.Simulation.Checkers;

/// <summary>The timers that are set, as the journal's records tell.</summary>
internal sealed class TimerFacts
{
    private readonly Dictionary<(EntityKey Entity, string Name), (SequenceNumber SetAt, DateTimeOffset Due)> _timers = [];
    private EntityKey? _replayed;

    /// <summary>Takes a record; false when it is of a timer that is not set any more, or not due yet.</summary>
    public bool TryTake(JournalRecord record, out string? complaint)
    {
        complaint = null;
        if (record.Metadata is { Index: 0, Origin.CausationId: { } cause } && cause.StartsWith("timer ", StringComparison.Ordinal)
            && _replayed != record.Entity && record.Kind != RecordKind.Unparked)
        {
            complaint = ComplaintOf(record, cause);
        }

        _replayed = record.Kind == RecordKind.Unparked ? record.Entity : null;
        foreach (var change in record.Metadata.Timers)
        {
            if (change.Due is { } due)
            {
                _timers[(record.Entity, change.Name)] = (record.Sequence, due);
            }
            else
            {
                _timers.Remove((record.Entity, change.Name));
            }
        }

        return complaint is null;
    }

    /// <summary>Some timer that should have rung by now, or <see langword="null"/>.</summary>
    public string? FirstDue(DateTimeOffset now) =>
        _timers.Where(t => t.Value.Due <= now).Select(t => $"timer {t.Key.Name} of {t.Key.Entity}").FirstOrDefault();

    private string? ComplaintOf(JournalRecord record, string cause)
    {
        foreach (var ((entity, name), (setAt, due)) in _timers)
        {
            if (entity == record.Entity && TimerOrigin.Of(name, setAt) == cause)
            {
                return due <= record.Time ? null : $"{cause} of {entity} rang at {record.Time:O}, before it was due";
            }
        }

        return $"{record.Entity} has heard {cause}, which was not set any more, at {record.Shard}:{record.Sequence}";
    }
}
