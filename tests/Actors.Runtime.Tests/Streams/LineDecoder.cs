using System.Globalization;
using System.Text;
using Actors.Runtime.Tests.Samples;
using Actors.Streams;

namespace Actors.Runtime.Tests.Streams;

/// <summary>Reads lines such as <c>a 17</c>; <c>#</c> is a comment, <c>a first 17</c> may be refused, and <c>!</c> makes it throw.</summary>
internal sealed class LineDecoder : IDecoder
{
    public Decoded Decode(SourceRecord record)
    {
        var line = Encoding.UTF8.GetString(record.Payload.Span);
        return line.Split(' ') switch
        {
            ["#", ..] => Decoded.Skip,
            ["!", ..] => throw new InvalidOperationException("A decoder with a bug."),
            [var id, "first", var number] => Decoded.Of(Note.To(id, new NoteCommand.WriteFirst(long.Parse(number, CultureInfo.InvariantCulture)))),
            [var id, var number] => Decoded.Of(Note.To(id, Note.Write(long.Parse(number, CultureInfo.InvariantCulture)))),
            _ => Decoded.Undecodable($"'{line}' is not a line."),
        };
    }
}
