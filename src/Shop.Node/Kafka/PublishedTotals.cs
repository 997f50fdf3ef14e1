using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Streams;
using Actors.Streams.CloudEvents;
using Shop.Publishing;

namespace Shop.Node.Kafka;

/// <summary>
/// What a consumer adds up that sees nothing but the published events. It passes over an event whose sequence is not above the last
/// one of its entity, as any consumer of at-least-once events must. Thread-safe.
/// </summary>
internal sealed class PublishedTotals
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _sequences = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Number, decimal Amount)> _sums = new(StringComparer.Ordinal);
    private long _events;
    private long _repeated;

    /// <summary>How many events it has seen, each once.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>How many it passed over because it had them.</summary>
    public long Repeated => Interlocked.Read(ref _repeated);

    /// <summary>How many events of a name there were, and what they come to.</summary>
    public (long Number, decimal Amount) this[string name]
    {
        get
        {
            lock (_lock)
            {
                return _sums.GetValueOrDefault(name);
            }
        }
    }

    /// <summary>Takes an event.</summary>
    /// <exception cref="FormatException">It is none of Shop's.</exception>
    public void Take(SourceRecord record)
    {
        var @event = CloudEventFormat.Read(record);
        var entity = System.Text.Encoding.UTF8.GetString(record.Key.Span);
        var sequence = long.Parse(@event.Sequence ?? "0", CultureInfo.InvariantCulture);
        lock (_lock)
        {
            if (sequence <= _sequences.GetValueOrDefault(entity))
            {
                _repeated++;
                return;
            }

            _sequences[entity] = sequence;
            Add(@event);
            _events++;
        }
    }

    private static T Data<T>(CloudEvent @event, JsonTypeInfo<T> json) =>
        JsonSerializer.Deserialize(@event.Data.Span, json) ?? throw new FormatException($"Event {@event.Id} has no data.");

    private void Add(CloudEvent @event)
    {
        switch (@event.Type)
        {
            case ShopEgress.OrderPlaced:
                Add(@event.Type, Data(@event, PublicJson.Default.PlacedOrder).Amount);
                break;
            case ShopEgress.OrderPaid or ShopEgress.OrderRefunded:
                Add(@event.Type, Data(@event, PublicJson.Default.MovedMoney).Amount);
                break;
            case ShopEgress.OrderCancelled:
                Add(@event.Type, 0);
                break;
            case ShopEgress.InvoiceLineBooked:
                var line = Data(@event, PublicJson.Default.BookedLine);
                var isCancelled = @event.Subject?.StartsWith('C') == true;
                Add(@event.Type, line.Amount);
                Add(isCancelled ? "cancelled" : "gross", line.Amount);
                Add($"country {line.Country}", line.Amount);
                break;
            case ShopEgress.StockSold:
                Add(@event.Type, Data(@event, PublicJson.Default.SoldLine).Quantity);
                break;
            default:
                throw new FormatException($"'{@event.Type}' is no event of Shop's.");
        }
    }

    private void Add(string name, decimal amount)
    {
        var (number, sum) = _sums.GetValueOrDefault(name);
        _sums[name] = (number + 1, sum + amount);
    }
}
