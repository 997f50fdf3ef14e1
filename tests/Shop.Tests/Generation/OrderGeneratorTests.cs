using Actors;
using Actors.Streams;
using Shop.Generation;
using Shop.Orders;
using Xunit;

namespace Shop.Tests.Generation;

public sealed class OrderGeneratorTests
{
    private static readonly OrderGeneratorOptions Small = new() { Seed = 42, Orders = 3_000, Products = 100, ReturnLag = 500 };

    [Fact]
    public async Task A_stream_read_on_from_anywhere_is_the_same_stream()
    {
        var whole = await Read(LanePosition.None);
        var rest = await Read(new LanePosition(1_000));
        Assert.Equal(whole.Where(record => record.Position.Value > 1_000).Select(Show), rest.Select(Show));
    }

    [Fact]
    public async Task Every_record_decodes_and_the_totals_are_known_beforehand()
    {
        var generator = new OrderGenerator(Small);
        var decoder = new ShopCommandDecoder(TestModel.Shop);
        var commands = (await Read(LanePosition.None)).Select(record => decoder.Decode(record).Command!.Command).ToArray();
        var orders = commands.OfType<OrderCommand.PlaceOrder>().ToArray();
        var totals = generator.Sum();
        Assert.Equal(totals.Commands, commands.Length);
        Assert.Equal(3_000, totals.Orders);
        Assert.Equal(totals.Gross, orders.SelectMany(order => order.Lines).Sum(item => item.Quantity * item.UnitPrice));
        Assert.Equal(totals.Lines, orders.Sum(order => order.Lines.Count));
        Assert.InRange(totals.Cancellations, 30, 100);
        Assert.InRange(totals.Returns, 90, 220);
    }

    [Fact]
    public void Demand_is_uneven_and_near_the_assumed_means()
    {
        var generator = new OrderGenerator(new OrderGeneratorOptions { Orders = 20_000 });
        var totals = generator.Sum();
        Assert.InRange((double)totals.Lines / totals.Orders, 4.2, 4.35);
        Assert.InRange((double)totals.Units / totals.Lines, 5.7, 6.1);
    }

    [Fact]
    public void The_published_numbers_of_SplitMix64_are_drawn()
    {
        // The reference implementation's first numbers for the seed 1234567.
        var random = new SplitMix64(1234567);
        Assert.Equal(6457827717110365317UL, random.Next());
        Assert.Equal(3203168211198807973UL, random.Next());
    }

    private static async Task<List<SourceRecord>> Read(LanePosition after)
    {
        var records = new List<SourceRecord>();
        await foreach (var record in new OrderSource(new OrderGenerator(Small), TestModel.Shop).Read(after, CancellationToken.None))
            records.Add(record);

        return records;
    }

    private static string Show(SourceRecord record) => $"{record.Position} {System.Text.Encoding.UTF8.GetString(record.Payload.Span)}";
}
