using Actors.Binary;
using Actors.DeadLettering;
using Actors.Streams;

namespace Actors.Membership.Wire;

/// <summary>The form of a record's dead letter that travels with its command, to be kept when the entity rejects it.</summary>
internal static class DeadLetterCodec
{
    /// <summary>Writes a letter that nobody has touched yet.</summary>
    public static void Encode(DeadLetter letter, ByteWriter writer)
    {
        writer.Text(letter.Id.Value);
        writer.Number((long)letter.Reason);
        writer.Text(letter.Detail);
        writer.Text(letter.Source);
        writer.Bytes(letter.Payload.Span);
        writer.Time(letter.Time);
        writer.Byte(letter.Origin is null ? (byte)0 : (byte)1);
        if (letter.Origin is { } origin)
        {
            writer.Text(origin.Ingress);
            writer.Text(origin.Lane.Name);
            writer.Number(unchecked((ulong)origin.Position.Value));
            writer.Bytes(origin.Key.Span);
            writer.Number((long)origin.Headers.Count);
            foreach (var header in origin.Headers)
            {
                writer.Text(header.Name);
                writer.Bytes(header.Value.Span);
            }
        }
    }

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are damaged.</exception>
    public static DeadLetter Decode(ref ByteReader reader) => new()
    {
        Id = new DeadLetterId(reader.Text()),
        Reason = (DeadLetterReason)reader.Count(),
        Detail = reader.Text(),
        Source = reader.Text(),
        Payload = reader.Bytes(),
        Time = reader.Time(),
        Origin = reader.Byte() == 0 ? null : ReadOrigin(ref reader),
    };

    private static DeadLetterOrigin ReadOrigin(ref ByteReader reader) =>
        new(reader.Text(), reader.Lane(), new LanePosition(unchecked((long)reader.Unsigned())))
        {
            Key = reader.Bytes(),
            Headers = ReadHeaders(ref reader),
        };

    private static List<SourceHeader> ReadHeaders(ref ByteReader reader)
    {
        var headers = new List<SourceHeader>();
        for (var left = reader.Count(); left > 0; left--)
        {
            headers.Add(new SourceHeader(reader.Text(), reader.Bytes()));
        }

        return headers;
    }
}
