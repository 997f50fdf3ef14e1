using System.Globalization;
using Actors.Journal;
using Actors.Schema;
using Shop.Customers;
using Shop.Orders;
using Shop.Payments;
using Shop.Stock;

namespace Actors.Cluster.Tests.Programs;

/// <summary>
/// Shop's sums over all its entities: what is in the house is what came in less what was delivered, and what was captured is what
/// delivered orders cost and what customers spent.
/// </summary>
internal sealed class ShopBooks : IProgramBooks
{
    private readonly ReplayedStates _states;
    private long _received;
    private decimal _captured;

    public ShopBooks(ActorModel model) => _states = new ReplayedStates(model) { Applied = Count };

    public bool IsAtRest =>
        _states.Of<Order>().All(o => o.State.Status is OrderStatus.Delivered or OrderStatus.Cancelled or OrderStatus.Returned)
        && _states.Of<StockItem>().All(s => s.State.Reserved == 0)
        && Spent == _captured;

    public IEnumerable<string> Faults
    {
        get
        {
            if (InHouse != _received - Sold)
            {
                yield return $"{_received} items came in, {Sold} were delivered, and {InHouse} are in the house.";
            }

            if (Cost != _captured)
            {
                yield return $"Delivered orders cost {Cost}, and {_captured} was captured.";
            }
        }
    }

    private IEnumerable<Order> Delivered => _states.Of<Order>().Select(o => o.State).Where(o => o.Status == OrderStatus.Delivered);

    private long Sold => Delivered.Sum(o => o.Lines.Sum(l => (long)l.Item.Quantity));

    private decimal Cost => Delivered.Sum(o => o.Amount);

    private decimal Spent => _states.Of<CustomerAccount>().Sum(c => c.State.Spent);

    private long InHouse => _states.Of<StockItem>().Sum(s => s.State.OnHand);

    public Task ReadOn(IJournal journal) => _states.ReadOn(journal);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"orders: {string.Join(", ", _states.Of<Order>().GroupBy(o => o.State.Status).Select(g => $"{g.Key} {g.Count()}"))}; captured {_captured}, spent {Spent}");

    private void Count(EntityKey entity, object @event)
    {
        _received += @event is StockItemEvent.StockReceived received ? received.Quantity : 0;
        _captured += @event is PaymentEvent.PaymentCaptured captured ? captured.Amount : 0;
    }
}
