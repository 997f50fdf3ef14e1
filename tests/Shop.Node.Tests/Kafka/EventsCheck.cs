using System.Globalization;
using System.Text;
using System.Text.Json;
using Actors.Streams;
using Actors.Streams.CloudEvents;
using Shop.Publishing;

namespace Shop.Node.Tests.Kafka;

/// <summary>
/// Adds up the published lines of invoices, by nothing but the events. Of each invoice the sequence must rise by one, apart from events
/// that come again. Thread-safe.
/// </summary>
internal sealed class EventsCheck
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _sequences = new(StringComparer.Ordinal);
    private decimal _gross;
    private decimal _cancelled;
    private long _lines;
    private long _again;

    public long Lines => Interlocked.Read(ref _lines);

    public long Again => Interlocked.Read(ref _again);

    /// <summary>What it comes to, by the kind of invoice.</summary>
    public (decimal Gross, decimal Cancelled) Sums
    {
        get
        {
            lock (_lock)
            {
                return (_gross, _cancelled);
            }
        }
    }

    public int Invoices
    {
        get
        {
            lock (_lock)
            {
                return _sequences.Count;
            }
        }
    }

    public void Take(SourceRecord record)
    {
        var @event = CloudEventFormat.Read(record);
        var sequence = long.Parse(@event.Sequence!, CultureInfo.InvariantCulture);
        var key = Encoding.UTF8.GetString(record.Key.Span);
        lock (_lock)
        {
            var last = _sequences.GetValueOrDefault(key);
            if (sequence <= last)
            {
                _again++;
                return;
            }

            Assert.True(sequence == last + 1, $"Event {last + 1} of {key} is missing: {sequence} came behind {last}.");
            _sequences[key] = sequence;
            var amount = JsonSerializer.Deserialize(@event.Data.Span, PublicJson.Default.BookedLine)!.Amount;
            _gross += key.StartsWith("invoice/C", StringComparison.Ordinal) ? 0 : amount;
            _cancelled += key.StartsWith("invoice/C", StringComparison.Ordinal) ? amount : 0;
            _lines++;
        }
    }
}
