using System.Globalization;
using Actors.DeadLettering;
using Actors.Journal;
using Actors.Journal.Retention;
using Actors.Schema;
using Actors.Sharding;

namespace Actors.Runtime.Sharding;

/// <summary>Reads outcomes back from the journal, so that a repeated command gets the first one's answer.</summary>
internal static class OutcomeReader
{
    /// <summary>Reads the outcome that begins at a record.</summary>
    /// <exception cref="EntityParkedException">The command was parked.</exception>
    /// <exception cref="HistoryRemovedException">The command took effect so long ago that retention has removed its outcome.</exception>
    public static async Task<Outcome> Read(
        IJournal journal,
        EntityDefinition definition,
        EntityKey entity,
        ShardId shard,
        SequenceNumber first,
        int count,
        CancellationToken cancellationToken)
    {
        var records = await Read(journal, entity, shard, first, count, cancellationToken).ConfigureAwait(false);
        var last = records[^1];
        if (last.Kind == RecordKind.Parked)
        {
            throw new EntityParkedException(
                last.Entity, new DeadLetterId($"{shard}:{last.Sequence}"), last.Metadata.ParkedReason ?? string.Empty);
        }

        return new Outcome
        {
            Shard = shard,
            Sequence = last.Sequence,
            Version = last.Version,
            Events = [.. records.Where(r => r.Kind == RecordKind.Event).Select(r => definition.Messages.Decode(r.Type, r.Payload.Span))],
            Rejection = last.Kind == RecordKind.Rejection ? RejectionCodec.Decode(last.Payload.Span) : null,
        };
    }

    /// <summary>Reads the record of a parked command.</summary>
    public static async Task<JournalRecord> ReadParked(
        IJournal journal, EntityKey entity, DeadLetterId letter, CancellationToken cancellationToken)
    {
        var parts = letter.Value.Split(':');
        var shard = new ShardId(int.Parse(parts[0], CultureInfo.InvariantCulture));
        var sequence = long.Parse(parts[1], CultureInfo.InvariantCulture);
        var records = await Read(journal, entity, shard, new SequenceNumber(sequence), 1, cancellationToken).ConfigureAwait(false);
        return records[0];
    }

    /// <summary>Neighbouring records of an entity: from the log of its shard, or from its history once they have left the log.</summary>
    private static async Task<IReadOnlyList<JournalRecord>> Read(
        IJournal journal, EntityKey entity, ShardId shard, SequenceNumber first, int count, CancellationToken cancellationToken)
    {
        var after = new SequenceNumber(first.Value - 1);
        try
        {
            return await journal.Read(shard, after, count, cancellationToken).ConfigureAwait(false);
        }
        catch (LogRemovedException)
        {
            var found = await journal.ReadEntities([new EntityPosition(entity, after) { Limit = count }], cancellationToken).ConfigureAwait(false);
            return found[0] is [{ Kind: RecordKind.Removed } removed, ..]
                ? throw new HistoryRemovedException(entity, removed.Version.Next)
                : found[0];
        }
    }
}
