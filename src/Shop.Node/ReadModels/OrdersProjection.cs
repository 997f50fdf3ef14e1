using System.Data.Common;
using Actors.Journal;
using Actors.Persistence.Sql.Projections;
using Actors.Schema;
using Shop.Orders;

namespace Shop.Node.ReadModels;

/// <summary>One row for each order: whose it is, what it comes to and where it stands.</summary>
internal sealed class OrdersProjection(ActorModel model) : ISqlProjection
{
    private const string Place =
        "INSERT INTO orders (id, customer, country, lines, amount, status) VALUES (@p0, @p1, @p2, @p3, @p4, @p5) "
        + "ON CONFLICT (id) DO UPDATE SET status = excluded.status";

    private const string Move = "UPDATE orders SET status = @p1 WHERE id = @p0";

    public ReaderName Name { get; } = new("orders");

    public IReadOnlyList<string> CreateTables(SqlDialect dialect) =>
    [
        "CREATE TABLE IF NOT EXISTS orders (id text PRIMARY KEY, customer text NOT NULL, country text NOT NULL, "
            + "lines bigint NOT NULL, amount bigint NOT NULL, status text NOT NULL)",
        "CREATE INDEX IF NOT EXISTS orders_status ON orders (status)",
        "CREATE INDEX IF NOT EXISTS orders_customer ON orders (customer)",
    ];

    public async Task Apply(IReadOnlyList<JournalRecord> records, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var placed = new Dictionary<string, OrderEvent.OrderPlaced>(StringComparer.Ordinal);
        var statuses = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            if (model.EventOf(record) is OrderEvent @event && StatusAfter(@event) is { } status)
            {
                statuses[record.Entity.Id.Value] = status;
                if (@event is OrderEvent.OrderPlaced order)
                {
                    placed[record.Entity.Id.Value] = order;
                }
            }
        }

        foreach (var (id, status) in statuses)
        {
            await (placed.TryGetValue(id, out var order)
                ? transaction.Run(Place, [id, order.Customer, order.Country, (long)order.Lines.Count, Money.ToStored(order.Amount), status], cancellationToken)
                : transaction.Run(Move, [id, status], cancellationToken));
        }
    }

    private static string? StatusAfter(OrderEvent @event) => @event switch
    {
        OrderEvent.OrderPlaced => "placed",
        OrderEvent.OrderReserved => "reserved",
        OrderEvent.OrderPaid => "paid",
        OrderEvent.OrderShipped => "shipped",
        OrderEvent.OrderDelivered => "delivered",
        OrderEvent.OrderCancelled => "cancelled",
        OrderEvent.LinesReturned => "returning",
        OrderEvent.OrderRefunded => "refunded",
        _ => null,
    };
}
