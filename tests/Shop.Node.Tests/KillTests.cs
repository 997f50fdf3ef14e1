using Actors.Journal;
using Shop.Node.Tests.Input;
using Shop.Node.Tests.Journals;
using Shop.Node.Tests.Processes;
using Xunit.Abstractions;

namespace Shop.Node.Tests;

/// <summary>The process is killed ten times in a run and started again each time: nothing is lost, nothing happens twice.</summary>
public abstract class KillTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempFolder _folder = new();

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
        var audit = await JournalAudit.Of(database);
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
        var audit = await JournalAudit.Of(database);
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
        await JournalAudit.Of(database);
    }
}
