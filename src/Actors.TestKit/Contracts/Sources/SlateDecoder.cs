using System.Globalization;
using System.Text;
using Actors.Streams;

namespace Actors.TestKit.Contracts.Sources;

/// <summary>Reads lines such as <c>a 17</c>: chalk 17 on slate <c>a</c>. Every other line is undecodable.</summary>
internal sealed class SlateDecoder : IDecoder
{
    public static string Line(string slate, long number) => string.Create(CultureInfo.InvariantCulture, $"{slate} {number}");

    public Decoded Decode(SourceRecord record)
    {
        var line = Encoding.UTF8.GetString(record.Payload.Span);
        return line.Split(' ') is [var slate, var text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Decoded.Of(Slate.Chalk(slate, number))
            : Decoded.Undecodable($"'{line}' is not a slate and a number.");
    }
}
