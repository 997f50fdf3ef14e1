using System.Globalization;
using Actors.Hosting.Http.Problems;
using Actors.Journal;
using Actors.Sharding;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Http.ReadModels;

/// <summary>
/// The headers by which a client reads what it has written: the answer of a command says where its outcome stands, and a query that
/// brings this back is answered from a read model that has come so far.
/// </summary>
internal static class JournalOffsetHeader
{
    public const string Name = "Actors-Offset";
    public const string Prefer = "Prefer";
    private const int OffsetsMax = 64;

    /// <summary>Says where an outcome stands.</summary>
    public static void Write(HttpResponse response, Outcome outcome) =>
        response.Headers[Name] = new JournalOffset(outcome.Shard, outcome.Sequence).ToString();

    /// <summary>The places that a query wants to see: one, several with commas between them, or none.</summary>
    public static IReadOnlyList<JournalOffset> Read(HttpRequest request, ShardCount shards)
    {
        var texts = request.Headers[Name]
            .SelectMany(v => (v ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        if (texts.Count > OffsetsMax)
        {
            throw Refusals.Header(Name, $"may name at most {OffsetsMax} places");
        }

        return [.. texts.Select(text => JournalOffset.TryParse(text, out var offset) && offset.Shard.Value < shards.Value
            ? offset
            : throw Refusals.Header(Name, "must hold places of this journal as shard:sequence, such as 3:75, with commas between them"))];
    }

    /// <summary>How long the client would wait (RFC 7240, <c>Prefer: wait=2</c>, in seconds), but no longer than the node would.</summary>
    public static TimeSpan Patience(HttpRequest request, TimeSpan longest)
    {
        foreach (var preference in request.Headers[Prefer].SelectMany(v => (v ?? "").Split(',', ';')))
        {
            var parts = preference.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is ["wait", var text] && double.TryParse(text.Trim('"'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            {
                return TimeSpan.FromSeconds(Math.Min(seconds, longest.TotalSeconds));
            }
        }

        return longest;
    }
}
