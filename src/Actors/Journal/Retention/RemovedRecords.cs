using System.Buffers;
using Actors.Binary;
using Actors.Schema;

namespace Actors.Journal.Retention;

/// <summary>
/// The record of kind <see cref="RecordKind.Removed"/>: stands in an entity's history for all records up to its place, and carries the
/// snapshot from which the entity is recovered where no newer one is of use. So snapshots themselves can still be thrown away.
/// </summary>
public static class RemovedRecords
{
    /// <summary>Its type.</summary>
    public static readonly WireName Type = new("records-removed", 1);

    /// <summary>What stands for removed records: one record for each entity, in place of its last one.</summary>
    /// <param name="removed">The records, those that stood for earlier ones included.</param>
    /// <param name="snapshotOf">The snapshot of each entity of which records are removed that had not been before.</param>
    public static IReadOnlyList<JournalRecord> StandIns(IEnumerable<JournalRecord> removed, Func<EntityKey, Snapshot?> snapshotOf) =>
        [.. removed.GroupBy(record => record.Entity).Select(of => StandIn([.. of], snapshotOf)).OrderBy(record => record.Sequence)];

    /// <summary>The snapshot that such a record carries.</summary>
    /// <exception cref="FormatException">The bytes are damaged.</exception>
    public static Snapshot Snapshot(JournalRecord record)
    {
        var reader = new ByteReader(record.Payload.Span);
        var (asOf, version) = (new SequenceNumber(reader.Number()), new EntityVersion(reader.Number()));
        return new Snapshot(record.Entity, asOf, version, reader.Bytes().ToArray());
    }

    /// <summary>What a person is told.</summary>
    public static string Describe(JournalRecord record) =>
        $"Records of {record.Entity} up to record {record.Sequence} of shard {record.Shard}, version {record.Version}, were removed by retention.";

    private static JournalRecord StandIn(JournalRecord[] removed, Func<EntityKey, Snapshot?> snapshotOf)
    {
        var last = removed.MaxBy(record => record.Sequence)!;
        return last.Kind == RecordKind.Removed ? last : last with
        {
            Kind = RecordKind.Removed,
            Type = Type,
            Payload = Encode(snapshotOf(last.Entity) ?? throw new ArgumentException($"{last.Entity} has no snapshot.", nameof(snapshotOf))),
            Metadata = RecordMetadata.Empty,
            Message = null,
        };
    }

    private static byte[] Encode(Snapshot snapshot)
    {
        var buffer = new ArrayBufferWriter<byte>(snapshot.Image.Length + 16);
        var writer = new ByteWriter(buffer);
        writer.Number(snapshot.AsOf.Value);
        writer.Number(snapshot.Version.Value);
        writer.Bytes(snapshot.Image.Span);
        return buffer.WrittenSpan.ToArray();
    }
}
