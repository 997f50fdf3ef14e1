using System.Text;
using Actors.DeadLettering;

namespace Actors.Operations;

/// <summary>The record of an ingress that a dead letter was. Key and header values are text where they are UTF-8, else <c>base64:...</c>.</summary>
/// <param name="Ingress">The ingress.</param>
/// <param name="Lane">The lane; of a Kafka partition it holds topic and partition.</param>
/// <param name="Position">The place on the lane; of a Kafka record its offset plus one.</param>
/// <param name="Key">The key.</param>
/// <param name="Headers">The headers, in order.</param>
public sealed record DeadLetterRecord(string Ingress, string Lane, long Position, string? Key, IReadOnlyList<DeadLetterHeader> Headers)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>An origin in this form.</summary>
    public static DeadLetterRecord Of(DeadLetterOrigin origin) => new(
        origin.Ingress,
        origin.Lane.Name,
        origin.Position.Value,
        origin.Key.IsEmpty ? null : Text(origin.Key.Span),
        [.. origin.Headers.Select(h => new DeadLetterHeader(h.Name, Text(h.Value.Span)))]);

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return $"base64:{Convert.ToBase64String(bytes)}";
        }
    }
}
