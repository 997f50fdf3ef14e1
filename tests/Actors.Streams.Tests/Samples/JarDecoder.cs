using System.Globalization;
using System.Text;

namespace Actors.Streams.Tests.Samples;

/// <summary>Reads lines such as <c>a 17</c>: coin 17 into jar <c>a</c>.</summary>
internal sealed class JarDecoder : IDecoder
{
    public static IEnumerable<string> Lines(string jar, int first, int count) =>
        Enumerable.Range(first, count).Select(n => string.Create(CultureInfo.InvariantCulture, $"{jar} {n}"));

    public Decoded Decode(SourceRecord record) =>
        Encoding.UTF8.GetString(record.Payload.Span).Split(' ') is [var jar, var text] && long.TryParse(text, CultureInfo.InvariantCulture, out var coin)
            ? Decoded.Of(OutgoingCommand.To<Jar, JarCommand, JarEvent>(jar, new PutCoin(coin)))
            : Decoded.Undecodable("No jar and coin.");
}
