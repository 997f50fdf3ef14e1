using System.Collections.Concurrent;
using Actors;
using Actors.Journal;
using Actors.TestKit.Processes;
using Shop.Node.Tests.Input;
using Shop.Node.Tests.Journals;
using Shop.Node.Tests.Processes;
using Xunit.Abstractions;

namespace Shop.Node.Tests;

/// <summary>The process is killed again and again and started each time: nothing is lost, nothing happens twice.</summary>
public abstract class KillTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal abstract Task<Database> CreateDatabase(string folder);

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task Book(int seed, int rows)
    {
        var file = new RetailFile(seed, rows);
        var (database, input) = (await CreateDatabase(_folder["data"]), _folder.Write("retail.csv", file.Content));
        var summary = await new KillPlan(database, file.Rows - file.BadRows.Count, seed, output).Run(_folder, "--input", input);

        Assert.True(summary.Reconciled, summary.ToString());
        Assert.Equal((file.Booked, file.Rejected, file.Invoices), (summary["accepted"], summary["rejected"], summary["invoices"]));
        Assert.Equal((file.Gross, file.Cancelled), (summary.Amount("gross"), summary.Amount("cancelled")));
        Assert.Equal(file.Gross + file.Cancelled, summary.Amount("net"));
        Assert.Equal(file.BadRows.Count, summary["deadLettered"]);
        await ReadModels.MustEqualThoseFromScratch(database);
        var audit = await ShopAudit.Of(database);
        Assert.Equal((file.Booked, file.Rejected), (audit.Of(RecordKind.Event), audit.Of(RecordKind.Rejection)));
        Assert.Equal(file.Rows, audit.FileOutcomes + audit.DeadLetters.Count);
        Assert.Equal(file.BadRows.Select(row => $"retail.csv row {row}"), audit.DeadLetters.Select(letter => letter.Source));
    }

    protected async Task ReplayStock(int seed, int rows)
    {
        const int InitialStock = 800;
        var file = new RetailFile(seed, rows, InitialStock);
        var (database, input) = (await CreateDatabase(_folder["data"]), _folder.Write("retail.csv", file.Content));
        var commands = file.Products + file.Sold + file.Refused;
        var summary = await new KillPlan(database, commands, seed, output)
            .Run(_folder, "--input", input, "--scenario", "stock-replay", "--initial-stock", $"{InitialStock}");

        Assert.True(summary.Reconciled, summary.ToString());
        Assert.Equal((file.Sold, file.Refused, file.Units), (summary["accepted"], summary["refused"], summary["units"]));
        await ReadModels.MustEqualThoseFromScratch(database);
        var audit = await ShopAudit.Of(database);
        Assert.Equal(commands, audit.FileOutcomes);
        Assert.Equal(file.Refused, audit.Of(RecordKind.Rejection));
    }

    protected async Task Fulfil(int seed, int orders)
    {
        string[] arguments = ["--orders", $"{orders}", "--seed", $"{seed}"];
        var undisturbed = new Database(_folder["undisturbed"]);
        var json = _folder["undisturbed.json"];
        (await ShopProcess.Run([.. arguments, .. undisturbed.Arguments, "--port", "0", "--exit-when-done", "--json", json])).Good();
        var expected = RunSummary.Read(json);

        var database = await CreateDatabase(_folder["data"]);
        var summary = await new KillPlan(database, await undisturbed.Records(), seed, output).Run(_folder, arguments);
        Assert.True(summary.Reconciled, summary.ToString());
        Assert.Equal((orders, expected["lines"]), (summary["invoices"], summary["lines"]));
        Assert.Equal(expected.Amount("gross"), summary.Amount("gross"));
        Assert.Equal(expected["accepted"] + expected["rejected"], summary["accepted"] + summary["rejected"]);
        await ReadModels.MustEqualThoseFromScratch(database);
        await ShopAudit.Of(database);
    }

    /// <summary>Clients place orders over HTTP and send each again, with its key, until it is answered.</summary>
    protected async Task Order(int seed)
    {
        const int Kills = 20;
        var database = await CreateDatabase(_folder["data"]);
        await using var node = ShopProcess.Restarting(["--orders", "1", .. database.Arguments, "--port", "0"]);
        await node.Start();
        using var client = new RetryingClient(node);
        var placed = new ConcurrentQueue<string>();
        await new RandomKills(node, seed).Run(Kills, clients: 4, async (number, random) =>
        {
            var order = $"web-{number}-{placed.Count}-{random.Next()}";
            var body = $$"""{"customer":"c{{random.Next(50)}}","country":"France","lines":[{"stockCode":"s{{random.Next(9)}}","quantity":1,"unitPrice":2.5}]}""";
            Assert.True((await client.Post($"/entities/order/{order}/commands/place-order", body, order)).IsAccepted);
            placed.Enqueue(order);
        });
        await node.Process.Terminate();
        await node.Process.End();

        output.WriteLine($"{Kills} kills, {placed.Count} orders placed, {client.Retries} sent again");
        Assert.True(client.Retries > 0, "No kill hit a command under way.");
        var audit = await ShopAudit.Of(database);
        Assert.All(placed, order => Assert.Equal(
            RecordKind.Event, audit.Journal.OutcomeOf(EntityKey.Parse($"order/{order}"), new CommandId(order))));
        Assert.Equal(placed.Count, audit.Journal.CommandCount);
    }
}
