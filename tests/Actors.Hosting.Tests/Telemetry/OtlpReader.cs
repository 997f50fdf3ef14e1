using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Actors.Hosting.Tests.Telemetry;

/// <summary>
/// Reads the spans of an <c>ExportTraceServiceRequest</c> (opentelemetry-proto, trace/v1) from its protobuf bytes: only the fields that
/// tests look at, so that no package is needed.
/// </summary>
internal static class OtlpReader
{
    /// <summary>All spans of a request.</summary>
    public static IEnumerable<CollectedSpan> Spans(byte[] request) =>
        from resource in Messages(request, 1)
        from scope in Messages(resource, 2)
        from span in Messages(scope, 2)
        select SpanOf(span);

    private static CollectedSpan SpanOf(byte[] span)
    {
        var tags = Messages(span, 9).ToDictionary(
            t => Encoding.UTF8.GetString(Messages(t, 1).Single()), t => ValueOf(Messages(t, 2).Single()), StringComparer.Ordinal);
        var parent = Messages(span, 4).SingleOrDefault() is { Length: 8 } bytes ? ActivitySpanId.CreateFromBytes(bytes) : default;
        return new CollectedSpan(
            ActivityTraceId.CreateFromBytes(Messages(span, 1).Single()),
            ActivitySpanId.CreateFromBytes(Messages(span, 2).Single()),
            parent,
            Encoding.UTF8.GetString(Messages(span, 5).Single()),
            tags);
    }

    private static string ValueOf(byte[] value)
    {
        foreach (var (field, bytes, number) in Fields(value))
        {
            return field == 1 ? Encoding.UTF8.GetString(bytes!) : number.ToString(CultureInfo.InvariantCulture);
        }

        return string.Empty;
    }

    private static IEnumerable<byte[]> Messages(byte[] message, int wanted) =>
        Fields(message).Where(f => f.Field == wanted && f.Bytes is not null).Select(f => f.Bytes!);

    private static List<(int Field, byte[]? Bytes, ulong Number)> Fields(byte[] message)
    {
        var fields = new List<(int, byte[]?, ulong)>();
        var at = 0;
        while (at < message.Length)
        {
            var key = Varint(message, ref at);
            var field = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    fields.Add((field, null, Varint(message, ref at)));
                    break;
                case 1:
                    fields.Add((field, null, BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(at))));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    fields.Add((field, message[at..(at + length)], 0));
                    at += length;
                    break;
                default:
                    at += 4; // Fixed 32 bits; the groups of old are not used.
                    break;
            }
        }

        return fields;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
