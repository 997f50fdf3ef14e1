using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json;
using Actors.DeadLettering;
using Actors.Runtime.Streams.Publishing;
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
                await RefusalSearch.Publish(
                    [.. letters.Select(RecordOf)],
                    part => sink.Publish(part, cancellationToken),
                    (refused, refusal) => Announce(refused, refusal, cancellationToken)).ConfigureAwait(false);
                await store.MarkPublished([.. letters.Select(l => l.Id)], cancellationToken).ConfigureAwait(false);
            }

            if (letters.Count < BatchMax)
            {
                await Task.Delay(LookEvery, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Publishes a letter that the sink does not take with its bytes without them; they stay in the store.</summary>
    private Task Announce(SinkRecord record, RecordRefusedException refusal, CancellationToken cancellationToken)
    {
        if (record.Payload.IsEmpty)
        {
            ExceptionDispatchInfo.Throw(refusal);
        }

        var own = record.Headers.Where(h => h.Name.StartsWith(OwnPrefix, StringComparison.Ordinal));
        return sink.Publish([new SinkRecord(record.Key, default, [.. own, Header($"{OwnPrefix}omitted", "payload")])], cancellationToken);
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
                Header($"{OwnPrefix}id", letter.Id.Value),
                Header($"{OwnPrefix}reason", JsonNamingPolicy.KebabCaseLower.ConvertName(letter.Reason.ToString())),
                Header($"{OwnPrefix}detail", letter.Detail),
                Header($"{OwnPrefix}source", letter.Source),
            ]);
    }

    private static SourceHeader Header(string name, string value) => new(name, Encoding.UTF8.GetBytes(value));
}
