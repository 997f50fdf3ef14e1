using Actors.Journal;
using Actors.Schema;

namespace Actors.Sharding;

/// <summary>
/// Rebuilds an entity from its snapshot and the records after it. Pure: the same journal gives the same entity. A history that
/// cannot be replayed gives a quarantined entity, never an exception.
/// </summary>
internal static class EntityRecovery
{
    /// <summary>Starts from a snapshot, or from nothing when there is none of the current form.</summary>
    public static EntityImage Start(EntityKey key, EntityDefinition definition, Snapshot? snapshot, int windowCapacity) =>
        (snapshot is null ? null : EntityImageCodec.TryDecode(snapshot, definition, windowCapacity))
        ?? new EntityImage(key, definition, windowCapacity);

    /// <summary>Applies the records after the start, in order.</summary>
    public static void Replay(EntityImage image, IReadOnlyList<JournalRecord> records)
    {
        foreach (var record in records)
        {
            // Past a record that cannot be applied the state stands still and the bookkeeping goes on: what was parked, remembered and
            // set meanwhile must not be parked, remembered or fired again.
            image.Apply(record, image.QuarantineReason is null ? StateAfter(image, record) : image.State);
        }
    }

    private static object StateAfter(EntityImage image, JournalRecord record)
    {
        if (record.Kind != RecordKind.Event)
        {
            return image.State;
        }

        try
        {
            var @event = record.Message ?? image.Definition.Messages.Decode(record.Type, record.Payload.Span);
            return image.Definition.Evolve(image.State, @event);
        }
        catch (Exception exception) // The entity's own code ran: whatever it throws concerns this entity alone.
        {
            image.QuarantineReason = $"record {record.Shard}:{record.Sequence} ({record.Type}) cannot be applied: {exception.Message}";
            return image.State;
        }
    }
}
