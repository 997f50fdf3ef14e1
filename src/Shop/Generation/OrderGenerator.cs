using System.Collections.Immutable;
using System.Globalization;
using Actors;
using Shop.Orders;
using Shop.Stock;

namespace Shop.Generation;

/// <summary>
/// A realistic stream of commands, made from a seed: opening stock first, then orders, with some cancellations and returns between
/// them. Each command depends on the seed and its position alone, so the stream can be read on from anywhere. Numbers come from
/// SplitMix64 (see <see cref="SplitMix64"/>). Immutable and thread-safe.
/// </summary>
public sealed class OrderGenerator
{
    // Each order has three positions: its placing, its cancellation, and the return of an order placed long before.
    private const int PositionsPerOrder = 3;
    private const double MeanUnitsPerOrder = 4.27 * 5.91;

    private static readonly ImmutableArray<(string Country, double Share)> Countries =
    [
        ("United Kingdom", 0.80), ("Germany", 0.04), ("France", 0.04), ("EIRE", 0.03), ("Netherlands", 0.02), ("Spain", 0.02),
        ("Belgium", 0.015), ("Switzerland", 0.015), ("Portugal", 0.01), ("Australia", 0.01),
    ];

    private readonly OrderGeneratorOptions _options;
    private readonly Catalogue _catalogue;
    private readonly ulong _key;

    /// <summary>Creates a generator.</summary>
    public OrderGenerator(OrderGeneratorOptions options)
    {
        _options = options;
        _catalogue = new Catalogue(options.Products);
        _key = new SplitMix64(options.Seed).Next();
    }

    /// <summary>The last position of the stream.</summary>
    public long PositionMax => _options.Products + ((_options.Orders + (long)_options.ReturnLag) * PositionsPerOrder);

    /// <summary>The options it was made with.</summary>
    public OrderGeneratorOptions Options => _options;

    /// <summary>The id of an order.</summary>
    /// <param name="number">Its number, from 1.</param>
    public string OrderIdOf(long number) => string.Create(CultureInfo.InvariantCulture, $"s{_options.Seed}-{number:D7}");

    /// <summary>The command at a position, or <see langword="null"/> where there is none.</summary>
    /// <param name="position">1 to <see cref="PositionMax"/>.</param>
    public OutgoingCommand? Generate(long position)
    {
        if (position <= _options.Products)
            return OpeningStock((int)position - 1);

        var (order, part) = Math.DivRem(position - _options.Products - 1, PositionsPerOrder);
        return part switch
        {
            0 when order < _options.Orders => To(order, Place(order)),
            1 when order < _options.Orders && Chance(order, 1) < _options.CancelledRatio => To(order, new OrderCommand.CancelOrder("changed my mind")),
            2 when order >= _options.ReturnLag => Return(order - _options.ReturnLag),
            _ => null,
        };
    }

    /// <summary>What the whole stream must add up to. Takes about a microsecond per order.</summary>
    public GeneratedTotals Sum()
    {
        long orders = 0, lines = 0, units = 0, cancellations = 0, returns = 0, commands = 0;
        var gross = 0m;
        for (var position = 1L; position <= PositionMax; position++)
        {
            if (Generate(position) is not { } command)
                continue;

            commands++;
            cancellations += command.Command is OrderCommand.CancelOrder ? 1 : 0;
            returns += command.Command is OrderCommand.ReturnLines ? 1 : 0;
            if (command.Command is not OrderCommand.PlaceOrder place)
                continue;

            orders++;
            lines += place.Lines.Count;
            foreach (var item in place.Lines)
            {
                units += item.Quantity;
                gross += item.Quantity * item.UnitPrice;
            }
        }

        return new GeneratedTotals(orders, lines, units, gross, cancellations, returns, commands);
    }

    private OutgoingCommand OpeningStock(int product)
    {
        var asked = _options.Orders * MeanUnitsPerOrder * _catalogue.ShareOf(product);
        var quantity = (int)Math.Min(asked * _options.StockCover, 1_000_000_000) + 10;
        return OutgoingCommand.To<StockItem, StockItemCommand, StockItemEvent>(
            Catalogue.CodeOf(product), new StockItemCommand.ReceiveStock(quantity));
    }

    private OrderCommand.PlaceOrder Place(long order)
    {
        var random = Random(order, 0);
        var lines = new OrderedItem[DrawLineCount(ref random)];
        for (var i = 0; i < lines.Length; i++)
        {
            var product = _catalogue.Draw(ref random);
            lines[i] = new OrderedItem(Catalogue.CodeOf(product), DrawQuantity(ref random), Catalogue.PriceOf(product));
        }

        var customer = (int)(random.NextDouble() * random.NextDouble() * _options.Customers);
        return new OrderCommand.PlaceOrder(
            string.Create(CultureInfo.InvariantCulture, $"C{customer + 1:D6}"),
            CountryOf(customer),
            lines,
            random.NextDouble() < _options.BackOrderRatio,
            _options.PaymentTimeout,
            _options.BackOrderTimeout,
            _options.Transit);
    }

    private OutgoingCommand? Return(long order) => order < _options.Orders && Chance(order, 2) < _options.ReturnedRatio
        ? To(order, new OrderCommand.ReturnLines([new ReturnedLine(1, 1 + Random(order, 3).Next(Place(order).Lines[0].Quantity))]))
        : null;

    private OutgoingCommand To(long order, OrderCommand command) =>
        OutgoingCommand.To<Order, OrderCommand, OrderEvent>(OrderIdOf(order + 1), command);

    private double Chance(long order, ulong purpose) => Random(order, purpose).NextDouble();

    /// <summary>A sequence of its own for each order and purpose: the key is hashed, so that sequences do not overlap.</summary>
    private SplitMix64 Random(long order, ulong purpose) =>
        new(new SplitMix64(_key ^ (((ulong)order << 2) + purpose)).Next());

    /// <summary>A customer has one country.</summary>
    private static string CountryOf(int customer)
    {
        var draw = new SplitMix64(0xFACADE ^ (ulong)customer).NextDouble();
        foreach (var (country, share) in Countries)
        {
            draw -= share;
            if (draw < 0)
                return country;
        }

        return Countries[0].Country;
    }

    /// <summary>1 to 10 lines, small orders more often; 4.27 on average.</summary>
    private static int DrawLineCount(ref SplitMix64 random) => 1 + Math.Min(random.Next(10), random.Next(10) + random.Next(3));

    /// <summary>1 to 12 pieces, and now and then a wholesaler's dozen dozens; 5.91 on average.</summary>
    private static int DrawQuantity(ref SplitMix64 random) =>
        random.Next(100) == 0 ? 144 : 1 + Math.Min(random.Next(12), random.Next(12));
}
