using System.Globalization;
using System.Text;

namespace Actors.Streams.Tests.Samples;

/// <summary>Reads lines such as <c>a 17</c>: coin 17 into jar <c>a</c>.</summary>
internal sealed class JarDecoder : IDecoder
{
    /// <summary>Numbered coins for a jar.</summary>
    /// <param name="jar">The jar.</param>
    /// <param name="first">The first coin.</param>
    /// <param name="count">How many.</param>
    /// <param name="digits">At least so many digits: leading zeros make records large.</param>
    public static IEnumerable<string> Lines(string jar, int first, int count, int digits = 1) =>
        Enumerable.Range(first, count).Select(n => $"{jar} {n.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0')}");

    public Decoded Decode(SourceRecord record) =>
        Encoding.UTF8.GetString(record.Payload.Span).Split(' ') is [var jar, var text] && long.TryParse(text, CultureInfo.InvariantCulture, out var coin)
            ? Decoded.Of(OutgoingCommand.To<Jar, JarCommand, JarEvent>(jar, new PutCoin(coin)))
            : Decoded.Undecodable("No jar and coin.");
}
