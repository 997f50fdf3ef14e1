using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Actors.Journal;

namespace Actors.Hosting.Http.Events;

/// <summary>
/// Writes the event stream format of the HTML standard. A flush waits until the client has room, so a slow client slows only its
/// own reader, and nothing piles up.
/// </summary>
internal sealed class ServerSentEvents(PipeWriter output)
{
    public void Event(string id, JournalRecord record)
    {
        Line("id", id);
        Line("event", record.Type.Name);
        Data(JsonAnswer.Build(w => RecordJson.Write(w, record)).WrittenSpan);
        Text("\n");
    }

    /// <summary>A sign of life. It has no data, so no event is raised, but the client takes the id: it need not see again what was filtered out.</summary>
    public void Heartbeat(string id)
    {
        Comment("heartbeat");
        Line("id", id);
        Text("\n");
    }

    public void Comment(string text) => Text($": {text}\n");

    public async Task Flush(CancellationToken cancellationToken) => await output.FlushAsync(cancellationToken);

    private void Data(ReadOnlySpan<byte> json)
    {
        // A line break may stand between the tokens of a payload, and would end the field.
        Text("data: ");
        foreach (var range in json.Split((byte)'\n'))
        {
            output.Write(json[range]);
            Text(range.End.GetOffset(json.Length) == json.Length ? "\n" : "\ndata: ");
        }
    }

    private void Line(string field, string value) => Text($"{field}: {value}\n");

    private void Text(string text) => Encoding.UTF8.GetBytes(text, output);
}
