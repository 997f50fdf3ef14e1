using Actors.TestKit.Specifications;
using Shop.Stock;
using Xunit;
using static Shop.Stock.StockItemCommand;
using static Shop.Stock.StockItemEvent;

namespace Shop.Tests.Stock;

public sealed class StockItemTests
{
    [Fact]
    public void Goods_are_reserved_and_leave() => Mug().Given(new StockReceived(5))
        .When(new ReserveStock("o1", 1, 3, false)).Then(new StockReserved("o1", 1, 3)).And
        .When(new ConfirmReservation("o1", 1)).Then(new ReservationConfirmed("o1", 1, 3))
        .ThenState(item => Assert.Equal((2, 0), (item.OnHand, item.Reserved)));

    [Fact]
    public void A_line_that_may_not_wait_is_refused() => Mug().Given(new StockReceived(5), new StockReserved("o1", 1, 3))
        .When(new ReserveStock("o2", 1, 3, false)).Then(new ReservationRefused("o2", 1, 3, "stock-exhausted"));

    [Fact]
    public void Waiting_lines_are_served_by_what_comes_in_and_small_ones_may_pass() => Mug()
        .Given(new StockBackOrdered("o1", 1, 3), new StockBackOrdered("o2", 1, 9), new StockBackOrdered("o3", 1, 1))
        .When(new ReceiveStock(5)).Then(new StockReceived(5), new StockReserved("o1", 1, 3), new StockReserved("o3", 1, 1))
        .ThenState(item => Assert.Equal(1, item.Available)).And
        .When(new ReleaseReservation("o2", 1)).Then(new BackOrderDropped("o2", 1, 9));

    [Fact]
    public void Released_goods_serve_waiting_lines() => Mug()
        .Given(new StockReceived(3), new StockReserved("o1", 1, 3), new StockBackOrdered("o2", 1, 2))
        .When(new ReleaseReservation("o1", 1)).Then(new ReservationReleased("o1", 1, 3), new StockReserved("o2", 1, 2));

    [Fact]
    public void Releasing_what_was_never_reserved_does_nothing() => Mug().When(new ReleaseReservation("o1", 1)).ThenNothing();

    [Fact]
    public void A_reservation_is_confirmed_once() => Mug().Given(new StockReceived(3), new StockReserved("o1", 1, 3))
        .When(new ConfirmReservation("o1", 1)).And.When(new ConfirmReservation("o1", 1)).ThenRejected("reservation-unknown");

    [Fact]
    public void A_sale_over_the_counter_leaves_reserved_goods_alone() => Mug().Given(new StockReceived(5), new StockReserved("o1", 1, 3))
        .When(new SellLine("536365", 1, 3, 2.55m)).ThenRejected("stock-exhausted").And
        .When(new SellLine("536365", 2, 2, 2.55m)).Then(new StockSold("536365", 2, 2, 2.55m));

    [Fact]
    public void Quantities_are_positive() => Mug()
        .When(new ReceiveStock(0)).ThenRejected("quantity-out-of-range").And
        .When(new SellLine("536365", 1, -1, 1m)).ThenRejected("quantity-out-of-range").And
        .When(new RestockReturn("o1", 1, 0)).ThenRejected("quantity-out-of-range").And
        .When(new ReserveStock("o1", 1, 0, true)).ThenRejected("quantity-out-of-range");

    private static EntitySpecification<StockItem, StockItemCommand, StockItemEvent> Mug() => new(TestModel.Shop, "mug");
}
