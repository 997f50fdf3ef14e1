using System.Data.Common;
using Actors.Journal;
using Actors.Persistence.Sql.Projections;
using Actors.Schema;
using Shop.Orders;
using Shop.Payments;
using Shop.Stock;

namespace Shop.Node.ReadModels;

/// <summary>
/// The sums by which a run is checked: commands by entity type and outcome, records, money captured and given back, pieces
/// received, sold, shipped and restocked, orders by the way they ended.
/// </summary>
internal sealed class TotalsProjection(ActorModel model) : ISqlProjection
{
    private readonly SumTable _totals = new("totals", ["name"], ["number", "amount"]);

    private readonly Dictionary<(string Kind, string What), string> _names = [];

    public ReaderName Name { get; } = new("totals");

    public IReadOnlyList<string> CreateTables(SqlDialect dialect) => [_totals.Create(dialect)];

    public Task Apply(IReadOnlyList<JournalRecord> records, DbTransaction transaction, CancellationToken cancellationToken)
    {
        _totals.Clear();
        foreach (var record in records)
        {
            _totals.Add(new("records"), [1, 0]);
            CountCommand(record);
            if (model.EventOf(record) is { } @event)
            {
                Add("event", record.Type.Name, Money.ToStored(AmountOf(@event)));
            }
        }

        return _totals.Write(transaction, cancellationToken);
    }

    private void CountCommand(JournalRecord record)
    {
        if (record.Metadata.Index > 0)
        {
            return;
        }

        var outcome = record.Kind switch
        {
            RecordKind.Event or RecordKind.Nothing => "accepted",
            RecordKind.Rejection => "rejected",
            RecordKind.Parked => "parked",
            _ => null,
        };
        if (outcome is not null)
        {
            Add(outcome, record.Entity.Type.Name, 0);
            if (record.Metadata.Lane is { } lane && !lane.Name.StartsWith("reaction:", StringComparison.Ordinal) && !lane.Name.StartsWith("side-effect:", StringComparison.Ordinal))
            {
                Add(outcome + " from", lane.Name, 0);
            }
        }
    }

    /// <summary>What an event moves: money, or pieces where it is about stock.</summary>
    private static decimal AmountOf(object @event) => @event switch
    {
        OrderEvent.OrderPlaced e => e.Amount,
        OrderEvent.OrderPaid e => e.Amount,
        OrderEvent.LinesReturned e => e.Amount,
        OrderEvent.OrderRefunded e => e.Amount,
        PaymentEvent.PaymentCaptured e => e.Amount,
        PaymentEvent.PaymentRefunded e => e.Amount,
        StockItemEvent.StockReceived e => e.Quantity,
        StockItemEvent.StockSold e => e.Quantity,
        StockItemEvent.StockReserved e => e.Quantity,
        StockItemEvent.ReservationConfirmed e => e.Quantity,
        StockItemEvent.ReservationReleased e => e.Quantity,
        StockItemEvent.StockRestocked e => e.Quantity,
        _ => 0,
    };

    /// <summary>Counts under a name of two words, which is put together only once.</summary>
    private void Add(string kind, string what, long amount)
    {
        if (!_names.TryGetValue((kind, what), out var name))
        {
            _names.Add((kind, what), name = $"{kind} {what}");
        }

        _totals.Add(new(name), [1, amount]);
    }
}
