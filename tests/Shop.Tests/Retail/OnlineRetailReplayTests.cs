using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Actors;
using Actors.Runtime.Streams.Files;
using Actors.Streams;
using Shop.Invoices;
using Shop.Retail;
using Shop.Stock;
using Xunit;
using Xunit.Abstractions;

namespace Shop.Tests.Retail;

/// <summary>The recorded year against totals that an independent program computed.</summary>
public sealed class OnlineRetailReplayTests(ITestOutputHelper output)
{
    [DataFact]
    public async Task The_whole_year_is_booked_to_the_last_digit()
    {
        var expected = Expected();
        var invoices = new Dictionary<string, Invoice>(StringComparer.Ordinal);
        var kinds = new Dictionary<InvoiceKind, decimal>();
        var months = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var watch = Stopwatch.StartNew();
        await foreach (var (id, line) in Decode<InvoiceCommand.BookLine>(new OnlineRetailDecoder()))
        {
            var decision = Invoice.Decide(Invoice.Initial, line, ContextOf(Invoice.Type, id));
            var booked = Assert.IsType<InvoiceEvent.InvoiceLineBooked>(Assert.Single(decision.Events));
            invoices[id] = Invoice.Evolve(invoices.GetValueOrDefault(id) ?? Invoice.Initial, booked);
            kinds[booked.Kind] = kinds.GetValueOrDefault(booked.Kind) + booked.Amount;
            var month = booked.Date.ToString("yyyy-MM", CultureInfo.InvariantCulture);
            months[month] = months.GetValueOrDefault(month) + booked.Amount;
        }

        output.WriteLine($"{expected.GetProperty("rows").GetInt32() / watch.Elapsed.TotalSeconds:N0} rows/s decoded, decided and folded");
        Assert.Equal(expected.GetProperty("rows").GetInt32(), invoices.Values.Sum(invoice => invoice.Lines));
        Assert.Equal(expected.GetProperty("invoices").GetInt32(), invoices.Count);
        Assert.Equal(Amount(expected, "revenue_not_cancelled_all_lines"), kinds[InvoiceKind.Sale] + kinds[InvoiceKind.Adjustment]);
        Assert.Equal(Amount(expected, "revenue_cancelled_lines"), kinds[InvoiceKind.Cancellation]);
        Assert.Equal(Amount(expected, "revenue_net_all_lines"), invoices.Values.Sum(invoice => invoice.Total));
        foreach (var month in expected.GetProperty("per_month").EnumerateObject())
            Assert.Equal(Amount(month.Value, "net"), months[month.Name]);
    }

    [DataFact]
    public async Task Stock_replay_accepts_exactly_the_known_lines()
    {
        var expected = Expected();
        var replay = expected.GetProperty("stock_replay").GetProperty("line")[0];
        var opening = replay.GetProperty("initial_stock_per_code").GetInt32();
        var stock = new Dictionary<string, StockItem>(StringComparer.Ordinal);
        await foreach (var (id, receive) in Decode<StockItemCommand.ReceiveStock>(new OpeningStockDecoder(opening), new OpeningStockSource(Source())))
            Assert.True(stock.TryAdd(id, Fold(StockItem.Initial, receive).State), $"{id} got its opening stock twice.");

        long accepted = 0, refused = 0, units = 0;
        var revenue = 0m;
        await foreach (var (id, sell) in Decode<StockItemCommand.SellLine>(new StockReplayDecoder()))
        {
            var (state, isAccepted) = Fold(stock[id], sell);
            stock[id] = state;
            accepted += isAccepted ? 1 : 0;
            refused += isAccepted ? 0 : 1;
            units += isAccepted ? sell.Quantity : 0;
            revenue += isAccepted ? sell.Quantity * sell.UnitPrice : 0;
        }

        Assert.Equal(expected.GetProperty("clean_sales").GetProperty("lines").GetInt64(), accepted + refused);
        Assert.Equal(replay.GetProperty("codes_seen").GetInt32(), stock.Count);
        Assert.Equal(replay.GetProperty("lines_accepted").GetInt64(), accepted);
        Assert.Equal(replay.GetProperty("lines_refused").GetInt64(), refused);
        Assert.Equal(replay.GetProperty("units_accepted").GetInt64(), units);
        Assert.Equal(Amount(replay, "revenue_accepted"), revenue);
        Assert.Equal(replay.GetProperty("stock_left").GetInt64(), stock.Values.Sum(item => item.OnHand));
        Assert.True(stock.Values.All(item => item.OnHand >= 0));
    }

    private static CsvFileSource Source() => new(DataFolder.File("online-retail", "online-retail.csv.gz"), OnlineRetailDecoder.Columns);

    private static JsonElement Expected() =>
        JsonDocument.Parse(File.ReadAllBytes(DataFolder.File("online-retail", "expected.json"))).RootElement;

    private static decimal Amount(JsonElement element, string name) =>
        decimal.Parse(element.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

    private static DecisionContext ContextOf(EntityType type, string id) =>
        new(new EntityKey(type, new EntityId(id)), EntityVersion.Initial, DateTimeOffset.UnixEpoch);

    private static (StockItem State, bool IsAccepted) Fold(StockItem state, StockItemCommand command)
    {
        var decision = StockItem.Decide(state, command, ContextOf(StockItem.Type, "any"));
        return (decision.Events.Aggregate(state, StockItem.Evolve), decision.Rejection is null);
    }

    private static async IAsyncEnumerable<(string Id, TCommand Command)> Decode<TCommand>(IDecoder decoder, ISource? source = null)
        where TCommand : class
    {
        await foreach (var record in (source ?? Source()).Read(LanePosition.None, CancellationToken.None))
        {
            var decoded = decoder.Decode(record);
            Assert.True(decoded.Failure is null, $"{record.Origin}: {decoded.Detail}");
            if (decoded.Command is { } command)
                yield return (command.Target.Id.Value, (TCommand)command.Command);
        }
    }
}
