using Actors.Journal;
using Actors.Journal.Retention;
using Actors.Schema;
using Actors.Sharding;

namespace Actors;

/// <summary>Brings an entity back as it was at an earlier version or time, from its records. Pure.</summary>
/// <param name="definition">The kind of entity.</param>
public sealed class EntityReplay(EntityDefinition definition)
{
    /// <summary>Replays up to a version; stops earlier when the records end earlier.</summary>
    /// <param name="records">All records of one entity, from its first or from what stands for removed ones, in order.</param>
    /// <param name="version">The last version to include.</param>
    /// <exception cref="EntityQuarantinedException">A record cannot be decoded or applied.</exception>
    /// <exception cref="HistoryRemovedException">Retention has removed events that would be needed.</exception>
    public ReplayedEntity UntilVersion(IEnumerable<JournalRecord> records, EntityVersion version) => Replay(records, r => r.Version <= version);

    /// <summary>
    /// Replays up to a time. The clocks of two nodes may differ, so a later record can have an earlier time; replay stops before
    /// the first record that is too late, because a state without one of its events has never been.
    /// </summary>
    /// <param name="records">All records of one entity, from its first or from what stands for removed ones, in order.</param>
    /// <param name="time">The latest time to include.</param>
    /// <exception cref="EntityQuarantinedException">A record cannot be decoded or applied.</exception>
    /// <exception cref="HistoryRemovedException">Retention has removed events that would be needed.</exception>
    public ReplayedEntity UntilTime(IEnumerable<JournalRecord> records, DateTimeOffset time) => Replay(records, r => r.Time <= time);

    private ReplayedEntity Replay(IEnumerable<JournalRecord> records, Predicate<JournalRecord> isWanted)
    {
        var replayed = new ReplayedEntity(definition.InitialState, EntityVersion.Initial, SequenceNumber.None, null);
        foreach (var record in records)
        {
            // What a snapshot holds that stands for removed records was at one moment: before that there is nothing to show.
            var isWithin = record.Kind == RecordKind.Removed || record.Sequence <= replayed.Sequence;
            if (record.Kind == RecordKind.Removed)
            {
                replayed = Start(record);
            }

            if (!isWanted(record))
            {
                return isWithin ? throw new HistoryRemovedException(record.Entity, replayed.Version) : replayed;
            }

            if (isWithin)
            {
                replayed = replayed with { Time = record.Time };
                continue;
            }

            replayed = new ReplayedEntity(
                record.Kind == RecordKind.Event ? Apply(replayed.State, record) : replayed.State,
                record.Version,
                record.Sequence,
                record.Time);
        }

        return replayed;
    }

    private ReplayedEntity Start(JournalRecord removed)
    {
        var snapshot = RemovedRecords.Snapshot(removed);
        return EntityImageCodec.TryDecode(snapshot, definition, windowCapacity: 1) is { } image
            ? new ReplayedEntity(image.State, image.Version, image.LastSequence, removed.Time)
            : throw new EntityQuarantinedException(
                removed.Entity, $"{RemovedRecords.Describe(removed)} The snapshot that stands for them cannot be read by this version.");
    }

    private object Apply(object state, JournalRecord record)
    {
        try
        {
            return definition.Evolve(state, record.Message ?? definition.Messages.Decode(record.Type, record.Payload.Span));
        }
        catch (Exception exception)
        {
            // Evolve is the application's code: whatever it throws means that this history cannot be replayed.
            throw new EntityQuarantinedException(
                record.Entity, $"record {record.Sequence} of shard {record.Shard} ({record.Type}): {exception.Message}");
        }
    }
}
