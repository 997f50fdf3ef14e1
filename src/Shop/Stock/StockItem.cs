using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Actors;

namespace Shop.Stock;

/// <summary>
/// One product in the warehouse. Always 0 &lt;= <see cref="Reserved"/> &lt;= <see cref="OnHand"/>. It remembers open
/// reservations and waiting lines only, so it stays small however long it lives.
/// </summary>
public sealed record StockItem : IEntity<StockItem, StockItemCommand, StockItemEvent>
{
    /// <summary>The most lines that wait for one product; further ones are refused with <c>back-orders-full</c>.</summary>
    public const int BackOrdersMax = 10_000;

    /// <inheritdoc/>
    public static EntityType Type { get; } = new("stock-item");

    /// <inheritdoc/>
    public static StockItem Initial { get; } = new();

    /// <summary>How many are in the house, reserved ones included.</summary>
    public long OnHand { get; init; }

    /// <summary>How many of them are held for orders.</summary>
    public long Reserved { get; init; }

    /// <summary>Open reservations: order and line, and how many.</summary>
    public ImmutableDictionary<string, int> Reservations { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Waiting lines, the longest-waiting first.</summary>
    public ImmutableList<BackOrder> BackOrders { get; init; } = [];

    /// <summary>How many a new reservation could have.</summary>
    [JsonIgnore]
    public long Available => OnHand - Reserved;

    /// <summary>How a reservation is named in <see cref="Reservations"/>.</summary>
    public static string KeyOf(string order, int line) => string.Create(CultureInfo.InvariantCulture, $"{order}#{line}");

    /// <inheritdoc/>
    public static Decision<StockItemEvent> Decide(StockItem state, StockItemCommand command, in DecisionContext context) => command switch
    {
        StockItemCommand.ReceiveStock receive => StockCounting.Receive(state, receive.Quantity),
        StockItemCommand.SellLine sell => StockCounting.Sell(state, sell),
        StockItemCommand.RestockReturn restock => StockCounting.Restock(state, restock),
        StockItemCommand.ReserveStock reserve => StockReserving.Reserve(state, reserve),
        StockItemCommand.ConfirmReservation confirm => StockReserving.Confirm(state, confirm),
        StockItemCommand.ReleaseReservation release => StockReserving.Release(state, release),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "A stock item does not know this command."),
    };

    /// <inheritdoc/>
    public static StockItem Evolve(StockItem state, StockItemEvent @event) => @event switch
    {
        StockItemEvent.StockReceived received => state with { OnHand = state.OnHand + received.Quantity },
        StockItemEvent.StockRestocked restocked => state with { OnHand = state.OnHand + restocked.Quantity },
        StockItemEvent.StockSold sold => state with { OnHand = state.OnHand - sold.Quantity },
        StockItemEvent.StockReserved reserved => state with
        {
            Reserved = state.Reserved + reserved.Quantity,
            Reservations = state.Reservations.Add(KeyOf(reserved.Order, reserved.Line), reserved.Quantity),
            BackOrders = state.BackOrders.Remove(new BackOrder(reserved.Order, reserved.Line, reserved.Quantity)),
        },
        StockItemEvent.StockBackOrdered waiting => state with
        {
            BackOrders = state.BackOrders.Add(new BackOrder(waiting.Order, waiting.Line, waiting.Quantity)),
        },
        StockItemEvent.BackOrderDropped dropped => state with
        {
            BackOrders = state.BackOrders.Remove(new BackOrder(dropped.Order, dropped.Line, dropped.Quantity)),
        },
        StockItemEvent.ReservationConfirmed confirmed => Close(state, confirmed.Order, confirmed.Line, confirmed.Quantity) with
        {
            OnHand = state.OnHand - confirmed.Quantity,
        },
        StockItemEvent.ReservationReleased released => Close(state, released.Order, released.Line, released.Quantity),
        _ => state,
    };

    private static StockItem Close(StockItem state, string order, int line, int quantity) => state with
    {
        Reserved = state.Reserved - quantity,
        Reservations = state.Reservations.Remove(KeyOf(order, line)),
    };
}
