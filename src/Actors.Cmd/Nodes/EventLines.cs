using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Actors.Cmd.Nodes;

/// <summary>Reads the records of a stream of server-sent events.</summary>
internal static class EventLines
{
    private const string Data = "data:";

    public static async IAsyncEnumerable<JsonElement> Read(StreamReader lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(Data, StringComparison.Ordinal))
            {
                using var document = JsonDocument.Parse(line[Data.Length..]);
                yield return document.RootElement.Clone();
            }
        }
    }
}
