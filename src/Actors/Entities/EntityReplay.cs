using Actors.Journal;
using Actors.Schema;

namespace Actors;

/// <summary>Brings an entity back as it was at an earlier version or time, from its records. Pure.</summary>
/// <param name="definition">The kind of entity.</param>
public sealed class EntityReplay(EntityDefinition definition)
{
    /// <summary>Replays up to a version; stops earlier when the records end earlier.</summary>
    /// <param name="records">All records of one entity, from its first, in order.</param>
    /// <param name="version">The last version to include.</param>
    /// <exception cref="EntityQuarantinedException">A record cannot be decoded or applied.</exception>
    public ReplayedEntity UntilVersion(IEnumerable<JournalRecord> records, EntityVersion version) =>
        Replay(records.TakeWhile(r => r.Version <= version));

    /// <summary>
    /// Replays up to a time. The clocks of two nodes may differ, so a later record can have an earlier time; replay stops before
    /// the first record that is too late, because a state without one of its events has never been.
    /// </summary>
    /// <param name="records">All records of one entity, from its first, in order.</param>
    /// <param name="time">The latest time to include.</param>
    /// <exception cref="EntityQuarantinedException">A record cannot be decoded or applied.</exception>
    public ReplayedEntity UntilTime(IEnumerable<JournalRecord> records, DateTimeOffset time) =>
        Replay(records.TakeWhile(r => r.Time <= time));

    private ReplayedEntity Replay(IEnumerable<JournalRecord> records)
    {
        var replayed = new ReplayedEntity(definition.InitialState, EntityVersion.Initial, SequenceNumber.None, null);
        foreach (var record in records)
        {
            replayed = new ReplayedEntity(
                record.Kind == RecordKind.Event ? Apply(replayed.State, record) : replayed.State,
                record.Version,
                record.Sequence,
                record.Time);
        }

        return replayed;
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
