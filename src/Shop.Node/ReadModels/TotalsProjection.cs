using Actors.Journal;
using Actors.Persistence.Sql.Projections;
using Actors.Persistence.Sql.Projections.Tables;
using Actors.Schema;
using Shop.Orders;
using Shop.Payments;
using Shop.Stock;

namespace Shop.Node.ReadModels;

/// <summary>
/// The sums by which a run is checked: commands by entity type and outcome, records, money captured and given back, pieces
/// received, sold, shipped and restocked.
/// </summary>
internal sealed class TotalsProjection : SqlProjection
{
    private readonly SqlTable _totals;

    public TotalsProjection(ActorModel model)
        : base("totals", 1, model)
    {
        _totals = Table("run_totals", SqlColumn.Text("name").Key(), SqlColumn.Number("number"), SqlColumn.Number("amount"));
        OnRecord(Count);
        On<OrderEvent.OrderPlaced>((context, e) => Move(context, e.Amount));
        On<OrderEvent.OrderPaid>((context, e) => Move(context, e.Amount));
        On<OrderEvent.LinesReturned>((context, e) => Move(context, e.Amount));
        On<OrderEvent.OrderRefunded>((context, e) => Move(context, e.Amount));
        On<PaymentEvent.PaymentCaptured>((context, e) => Move(context, e.Amount));
        On<PaymentEvent.PaymentRefunded>((context, e) => Move(context, e.Amount));
        On<StockItemEvent.StockReceived>((context, e) => Move(context, e.Quantity));
        On<StockItemEvent.StockSold>((context, e) => Move(context, e.Quantity));
        On<StockItemEvent.StockReserved>((context, e) => Move(context, e.Quantity));
        On<StockItemEvent.ReservationConfirmed>((context, e) => Move(context, e.Quantity));
        On<StockItemEvent.ReservationReleased>((context, e) => Move(context, e.Quantity));
        On<StockItemEvent.StockRestocked>((context, e) => Move(context, e.Quantity));
    }

    private void Count(ProjectionContext context, JournalRecord record)
    {
        Add(context, "records");
        if (record.Kind == RecordKind.Event)
        {
            Add(context, $"event {record.Type.Name}");
        }

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
            Add(context, $"{outcome} {record.Entity.Type.Name}");
            if (record.Metadata.Lane is { } lane && !lane.Name.StartsWith("reaction:", StringComparison.Ordinal) && !lane.Name.StartsWith("side-effect:", StringComparison.Ordinal))
            {
                Add(context, $"{outcome} from {lane.Name}");
            }
        }
    }

    private void Add(ProjectionContext context, string name) => context.Add(_totals, name, ("number", 1L));

    /// <summary>What an event moves: money, or pieces where it is about stock.</summary>
    private void Move(ProjectionContext context, decimal amount) =>
        context.Add(_totals, $"event {context.Record.Type.Name}", ("amount", Money.ToStored(amount)));
}
