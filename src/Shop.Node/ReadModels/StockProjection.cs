using Actors.Persistence.Sql.Projections;
using Actors.Persistence.Sql.Projections.Tables;
using Actors.Schema;
using Shop.Stock;

namespace Shop.Node.ReadModels;

/// <summary>How much of each product is there, held and waited for, and what moved on each day.</summary>
internal sealed class StockProjection : SqlProjection
{
    private readonly SqlTable _levels;
    private readonly SqlTable _movements;

    public StockProjection(ActorModel model)
        : base("stock", 1, model)
    {
        _levels = Table(
            "stock_levels", SqlColumn.Text("product").Key(), SqlColumn.Number("on_hand"), SqlColumn.Number("reserved"), SqlColumn.Number("waiting"), SqlColumn.Number("changed"));
        _movements = Table(
            "stock_movements",
            SqlColumn.Text("product").Key(),
            SqlColumn.Text("day").Key(),
            SqlColumn.Number("received"),
            SqlColumn.Number("sold"),
            SqlColumn.Number("reserved"),
            SqlColumn.Number("released"),
            SqlColumn.Number("shipped"),
            SqlColumn.Number("restocked"));
        On<StockItemEvent.StockReceived>((context, e) => Move(context, "received", e.Quantity, onHand: e.Quantity));
        On<StockItemEvent.StockSold>((context, e) => Move(context, "sold", e.Quantity, onHand: -e.Quantity));
        On<StockItemEvent.StockRestocked>((context, e) => Move(context, "restocked", e.Quantity, onHand: e.Quantity));
        On<StockItemEvent.StockReserved>((context, e) => Move(context, "reserved", e.Quantity, reserved: e.Quantity));
        On<StockItemEvent.ReservationReleased>((context, e) => Move(context, "released", e.Quantity, reserved: -e.Quantity));
        On<StockItemEvent.ReservationConfirmed>((context, e) => Move(context, "shipped", e.Quantity, onHand: -e.Quantity, reserved: -e.Quantity));
        On<StockItemEvent.StockBackOrdered>((context, e) => Change(context, 0, 0, waiting: e.Quantity));
        On<StockItemEvent.BackOrderDropped>((context, e) => Change(context, 0, 0, waiting: -e.Quantity));
    }

    private void Move(ProjectionContext context, string movement, long quantity, long onHand = 0, long reserved = 0)
    {
        context.Add(_movements, RowKey.Of(context.Id, Days.Of(context.Time)), (movement, quantity));
        Change(context, onHand, reserved, waiting: 0);
    }

    private void Change(ProjectionContext context, long onHand, long reserved, long waiting)
    {
        context.Add(_levels, context.Id, ("on_hand", onHand), ("reserved", reserved), ("waiting", waiting));
        context.Upsert(_levels, context.Id, ("changed", Days.ToStored(context.Time)));
    }
}
