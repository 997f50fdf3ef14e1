using Actors.Journal;
using Actors.Journal.Retention;
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
            if (record.Kind == RecordKind.Removed)
            {
                Stand(image, record);
                continue;
            }

            if (record.Sequence <= image.LastSequence)
            {
                continue; // Kept longer than the snapshot that it is part of.
            }

            // Past a record that cannot be applied the state stands still and the bookkeeping goes on: what was parked, remembered and
            // set meanwhile must not be parked, remembered or fired again.
            image.Apply(record, image.QuarantineReason is null ? StateAfter(image, record) : image.State);
        }
    }

    /// <summary>Starts from what stands for removed records, unless the image has them already.</summary>
    private static void Stand(EntityImage image, JournalRecord record)
    {
        if (record.Sequence <= image.LastSequence)
        {
            return;
        }

        if (TryRead(record, image) is { } past)
        {
            image.Become(past);
            return;
        }

        image.QuarantineReason = $"{RemovedRecords.Describe(record)} The snapshot that stands for them cannot be read by this version: where the "
            + "form of the state has changed, the definition must read the earlier one (EarlierState).";
        (image.Version, image.LastSequence) = (record.Version, record.Sequence);
    }

    private static EntityImage? TryRead(JournalRecord record, EntityImage image)
    {
        try
        {
            return EntityImageCodec.TryDecode(RemovedRecords.Snapshot(record), image.Definition, image.WindowCapacity);
        }
        catch (FormatException)
        {
            return null; // Damaged: as good as none.
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
