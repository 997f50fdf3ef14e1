using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Actors.Benchmarks.Domain;
using Actors.Streams;
using Actors.Streams.CloudEvents;
using Actors.Streams.Publishing;

namespace Actors.Benchmarks.Kafka;

/// <summary>Commands for accounts, as records of a topic; the text of each says when it was sent.</summary>
/// <param name="count">How many.</param>
/// <param name="entities">How many accounts.</param>
/// <param name="pace">Waits until the next one may be sent.</param>
/// <param name="time">The clock.</param>
internal sealed class KafkaLoad(long count, int entities, Func<long, Task> pace, TimeProvider time) : ISource
{
    /// <summary>The type of the commands.</summary>
    public const string CommandType = "bench.book.v1";

    public Lane Lane { get; } = new("bench:load");

    public long? Count => count;

    /// <summary>A command as a record to send.</summary>
    public static SinkRecord Encode(SourceRecord record)
    {
        var account = record.Origin;
        var envelope = new CloudEvent
        {
            Id = record.Position.ToString(),
            Source = "/bench",
            Type = CommandType,
            Subject = account,
            DataContentType = "application/json",
            Data = record.Payload,
        };
        return new SinkRecord(account, record.Payload, CloudEventFormat.WriteBinary(envelope));
    }

    public async IAsyncEnumerable<SourceRecord> Read(LanePosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var number = after.Value + 1; number <= count; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await pace(number);
            var sent = time.GetTimestamp().ToString(CultureInfo.InvariantCulture).PadRight(60, ' ');
            var payload = JsonSerializer.SerializeToUtf8Bytes(new Account.Book(1, sent, 1), AccountJson.Default.Book);
            yield return new SourceRecord(new LanePosition(number), payload, string.Create(CultureInfo.InvariantCulture, $"a{number % entities}"));
        }
    }
}
