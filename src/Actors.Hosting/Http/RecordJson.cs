using System.Text.Json;
using Actors.Journal;
using Actors.Journal.Retention;

namespace Actors.Hosting.Http;

/// <summary>The JSON form of a journal record, the same in histories and in event streams.</summary>
internal static class RecordJson
{
    public static void Write(Utf8JsonWriter writer, JournalRecord record)
    {
        writer.WriteStartObject();
        writer.WriteNumber("shard", record.Shard.Value);
        writer.WriteNumber("sequence", record.Sequence.Value);
        writer.WriteString("entityType", record.Entity.Type.Name);
        writer.WriteString("entityId", record.Entity.Id.Value);
        writer.WriteNumber("version", record.Version.Value);
        writer.WriteString("kind", KindName(record.Kind));
        writer.WriteString("type", record.Type.ToString());
        writer.WriteString("time", record.Time.UtcDateTime);
        if (record.Kind == RecordKind.Removed)
        {
            writer.WriteString("removed", RemovedRecords.Describe(record));
        }
        else
        {
            JsonPayload.Write(writer, "payload", record.Payload.Span);
        }

        WriteMetadata(writer, record.Metadata);
        writer.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter writer, RecordMetadata metadata)
    {
        WriteText(writer, "commandId", metadata.CommandId?.Value);
        if (metadata.Lane is { } lane)
        {
            writer.WriteString("lane", lane.Name);
            writer.WriteNumber("lanePosition", metadata.LanePosition.Value);
        }

        WriteText(writer, "parkedReason", metadata.ParkedReason);
        writer.WriteStartObject("origin");
        WriteText(writer, "correlationId", metadata.Origin.CorrelationId);
        WriteText(writer, "causationId", metadata.Origin.CausationId);
        WriteText(writer, "principal", metadata.Origin.Principal);
        WriteText(writer, "traceParent", metadata.Origin.TraceParent);
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    private static string KindName(RecordKind kind) => kind switch
    {
        RecordKind.Event => "event",
        RecordKind.Rejection => "rejection",
        RecordKind.Nothing => "nothing",
        RecordKind.Parked => "parked",
        RecordKind.Unparked => "unparked",
        RecordKind.Removed => "removed",
        RecordKind.Repeated => "repeated",
        _ => $"kind-{(int)kind}",
    };
}
