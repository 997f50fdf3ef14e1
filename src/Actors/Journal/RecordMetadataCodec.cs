using System.Buffers;
using Actors.Binary;
using Actors.Schema;
using Actors.Timers;

namespace Actors.Journal;

/// <summary>
/// The stored form of <see cref="RecordMetadata"/>: a format byte, then fields led by a tag, each only where it differs from its
/// default. Metadata that is all default is zero bytes long. Thread-safe.
/// </summary>
public static class RecordMetadataCodec
{
    private const byte Format = 1;

    private enum Tag : byte
    {
        Index = 1, Count, CommandId, Lane, Correlation, Causation, Principal, TraceParent, Timer, ParkedReason,
    }

    /// <summary>Encodes metadata.</summary>
    public static byte[] Encode(RecordMetadata metadata)
    {
        if (IsDefault(metadata))
        {
            return [];
        }

        var buffer = new ArrayBufferWriter<byte>(64);
        Encode(metadata, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Encodes metadata at the end of a buffer.</summary>
    public static void Encode(RecordMetadata metadata, IBufferWriter<byte> buffer)
    {
        if (IsDefault(metadata))
        {
            return;
        }

        var writer = new ByteWriter(buffer);
        writer.Byte(Format);
        WriteCommand(writer, metadata);
        WriteOrigin(writer, metadata.Origin);
        for (var i = 0; i < metadata.Timers.Count; i++)
        {
            WriteTimer(writer, metadata.Timers[i]);
        }

        WriteText(writer, Tag.ParkedReason, metadata.ParkedReason);
    }

    /// <summary>Decodes what <see cref="Encode(RecordMetadata)"/> gave.</summary>
    /// <exception cref="FormatException">The bytes are damaged, or of a format this version does not know.</exception>
    public static RecordMetadata Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return RecordMetadata.Empty;
        }

        var reader = new ByteReader(bytes);
        if (reader.Byte() is var format && format != Format)
        {
            throw new FormatException($"Record metadata has format {format}; this version knows {Format}. Upgrade this node.");
        }

        var metadata = RecordMetadata.Empty;
        List<TimerChange>? timers = null;
        while (!reader.IsAtEnd)
        {
            metadata = ReadField(ref reader, metadata, ref timers);
        }

        return timers is null ? metadata : metadata with { Timers = timers };
    }

    private static bool IsDefault(RecordMetadata metadata) =>
        ReferenceEquals(metadata, RecordMetadata.Empty)
        || (metadata is { Index: 0, Count: 1, CommandId: null, Lane: null, ParkedReason: null, Timers.Count: 0 }
            && metadata.Origin is { CorrelationId: null, CausationId: null, Principal: null, TraceParent: null });

    private static RecordMetadata ReadField(ref ByteReader reader, RecordMetadata metadata, ref List<TimerChange>? timers)
    {
        var tag = (Tag)reader.Byte();
        switch (tag)
        {
            case Tag.Index:
                return metadata with { Index = reader.Count() };
            case Tag.Count:
                return metadata with { Count = reader.Count() };
            case Tag.CommandId:
                return metadata with { CommandId = reader.CommandId() };
            case Tag.Lane:
                return metadata with { Lane = reader.Lane(), LanePosition = new LanePosition(reader.Number()) };
            case Tag.Timer:
                (timers ??= []).Add(ReadTimer(ref reader));
                return metadata;
            case Tag.ParkedReason:
                return metadata with { ParkedReason = reader.Text() };
            default:
                return metadata with { Origin = ReadOrigin(tag, ref reader, metadata.Origin) };
        }
    }

    private static Origin ReadOrigin(Tag tag, ref ByteReader reader, Origin origin) => tag switch
    {
        Tag.Correlation => origin with { CorrelationId = reader.Text() },
        Tag.Causation => origin with { CausationId = reader.Text() },
        Tag.Principal => origin with { Principal = reader.Text() },
        Tag.TraceParent => origin with { TraceParent = reader.Text() },
        _ => throw new FormatException($"Record metadata has the unknown field {(byte)tag}. Upgrade this node."),
    };

    private static TimerChange ReadTimer(ref ByteReader reader)
    {
        var name = reader.Text();
        return reader.Byte() == 0
            ? new TimerChange(name, null, null, default)
            : new TimerChange(name, reader.Time(), WireName.Parse(reader.Text()), reader.Bytes());
    }

    private static void WriteCommand(ByteWriter writer, RecordMetadata metadata)
    {
        if (metadata.Index != 0)
        {
            writer.Byte((byte)Tag.Index);
            writer.Number((ulong)metadata.Index);
        }

        if (metadata.Count != 1)
        {
            writer.Byte((byte)Tag.Count);
            writer.Number((ulong)metadata.Count);
        }

        WriteText(writer, Tag.CommandId, metadata.CommandId?.Value);
        if (metadata.Lane is { } lane)
        {
            WriteText(writer, Tag.Lane, lane.Name);
            writer.Number(metadata.LanePosition.Value);
        }
    }

    private static void WriteOrigin(ByteWriter writer, Origin origin)
    {
        WriteText(writer, Tag.Correlation, origin.CorrelationId);
        WriteText(writer, Tag.Causation, origin.CausationId);
        WriteText(writer, Tag.Principal, origin.Principal);
        WriteText(writer, Tag.TraceParent, origin.TraceParent);
    }

    private static void WriteTimer(ByteWriter writer, TimerChange timer)
    {
        WriteText(writer, Tag.Timer, timer.Name);
        writer.Byte(timer.Due is null ? (byte)0 : (byte)1);
        if (timer is { Due: { } due, Command: { } command })
        {
            writer.Time(due);
            writer.Text(command.ToString());
            writer.Bytes(timer.Payload.Span);
        }
    }

    private static void WriteText(ByteWriter writer, Tag tag, string? text)
    {
        if (text is not null)
        {
            writer.Byte((byte)tag);
            writer.Text(text);
        }
    }
}
