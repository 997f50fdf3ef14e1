using System.Text;
using Actors.Streams.Publishing;

namespace Actors.Runtime.Tests.Streams;

/// <summary>A sink that keeps what arrives, and breaks now and then after it took a part or all of a batch.</summary>
internal sealed class BrokenSink(int seed) : ISink
{
    private readonly Random _random = new(seed);
    private readonly List<(string Id, string Key, string Payload)> _arrived = [];

    /// <summary>How many of a hundred batches break.</summary>
    public int BreaksOfHundred { get; set; }

    public IReadOnlyList<(string Id, string Key, string Payload)> Arrived
    {
        get
        {
            lock (_arrived)
            {
                return [.. _arrived];
            }
        }
    }

    /// <summary>What a consumer has that passes over ids it knows.</summary>
    public IEnumerable<(string Id, string Key, string Payload)> ArrivedOnce => Arrived.DistinctBy(r => r.Id);

    public Task Publish(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        lock (_arrived)
        {
            var breaks = _random.Next(100) < BreaksOfHundred;
            _arrived.AddRange(records.Take(breaks ? _random.Next(records.Count + 1) : records.Count).Select(Shown));
            return breaks ? Task.FromException(new SinkUnavailableException("The test broke this batch.")) : Task.CompletedTask;
        }
    }

    private static (string Id, string Key, string Payload) Shown(SinkRecord record) => (
        Encoding.UTF8.GetString(record.Headers.Single(h => h.Name == "ce_id").Value.Span), record.Key, Encoding.UTF8.GetString(record.Payload.Span));
}
