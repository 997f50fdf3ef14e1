using System.Text;
using System.Text.Json;
using Actors.DeadLettering;
using Actors.Streams;
using Actors.Streams.Publishing;

namespace Actors.Runtime.DeadLettering;

/// <summary>
/// Publishes every dead letter to a sink, in the order in which they were added, each at least once. They wait in the store while the
/// sink is away.
/// </summary>
internal sealed class DeadLetterPublisher(IDeadLetterStore store, ISink sink, TimeProvider time)
{
    private const string OwnPrefix = "dead-letter-";
    private const int BatchMax = 200;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Publishes until the token falls.</summary>
    /// <exception cref="SinkUnavailableException">The sink is away; run it again later.</exception>
    public async Task Run(CancellationToken cancellationToken)
    {
        while (true)
        {
            var letters = await store.ListUnpublished(BatchMax, cancellationToken).ConfigureAwait(false);
            if (letters.Count > 0)
            {
                await Publish([.. letters.Select(RecordOf)], cancellationToken).ConfigureAwait(false);
                await store.MarkPublished([.. letters.Select(l => l.Id)], cancellationToken).ConfigureAwait(false);
            }

            if (letters.Count < BatchMax)
            {
                await Task.Delay(LookEvery, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Publishes letters; one that the sink does not take with its bytes goes without them, which stay in the store.</summary>
    private async Task Publish(SinkRecord[] records, CancellationToken cancellationToken)
    {
        try
        {
            await sink.Publish(records, cancellationToken).ConfigureAwait(false);
        }
        catch (RecordRefusedException) when (records is [{ Payload.IsEmpty: false } only])
        {
            SinkRecord announced = new(only.Key, default, [.. only.Headers.Where(h => h.Name.StartsWith(OwnPrefix, StringComparison.Ordinal)), Header($"{OwnPrefix}omitted", "payload")]);
            await sink.Publish([announced], cancellationToken).ConfigureAwait(false);
        }
        catch (RecordRefusedException) when (records.Length > 1)
        {
            var half = records.Length / 2;
            await Publish(records[..half], cancellationToken).ConfigureAwait(false);
            await Publish(records[half..], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The letter's own bytes, key and headers, and what is wrong with it beside them.</summary>
    private static SinkRecord RecordOf(DeadLetter letter)
    {
        var key = letter.Origin is { Key.IsEmpty: false } origin ? Encoding.UTF8.GetString(origin.Key.Span) : letter.Entity?.ToString() ?? letter.Id.Value;
        return new SinkRecord(
            key,
            letter.Payload,
            [
                .. letter.Origin?.Headers ?? [],
                Header("dead-letter-id", letter.Id.Value),
                Header("dead-letter-reason", JsonNamingPolicy.KebabCaseLower.ConvertName(letter.Reason.ToString())),
                Header("dead-letter-detail", letter.Detail),
                Header("dead-letter-source", letter.Source),
            ]);
    }

    private static SourceHeader Header(string name, string value) => new(name, Encoding.UTF8.GetBytes(value));
}
