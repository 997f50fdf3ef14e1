using System.Net;
using Actors.TestKit.Postgres;
using Actors.TestKit.Processes;
using Actors.TestKit.Time;
using Shop.Node.Tests.Input;
using Shop.Node.Tests.Journals;
using Shop.Node.Tests.Processes;

namespace Shop.Node.Tests;

/// <summary>A database that goes away in the middle of a run: the node says so, waits, and goes on by itself.</summary>
public sealed class OutageTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly TemporaryFolder _folder = new();
    private readonly RetailFile _file = new(51, 20_000);

    private string Json => _folder["summary.json"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Invariant", "I2")]
    [Trait("Invariant", "I3")]
    public async Task PostgreSQL_that_goes_and_comes_back_leaves_the_run_whole(bool killed)
    {
        await using var server = await PostgresServer.Start(new PostgresServerOptions { Durable = true, SharedBuffersMegabytes = 16 }, default);
        var database = new Database(_folder["data"], server.ConnectionString());
        await using var process = ShopProcess.Start(Arguments(database));
        await Eventually.Holds(async () => process.HasExited || await database.Records() > 5_000, () => process.Error, Patience);
        await (killed ? server.Kill(default) : server.Stop(default));
        using var http = new Http(await process.Listening());
        await NotReady(http, process);
        await server.Restart(default);
        await Finish(process, database);
    }

    [MountFact]
    [Trait("Invariant", "I2")]
    [Trait("Invariant", "I7")]
    public async Task A_full_disk_stops_nothing_but_the_work_which_goes_on_when_there_is_room()
    {
        var database = new Database(_folder["data"]);
        await using var disk = await FullDisk.Mount(database.Folder, "6m");
        await using var process = ShopProcess.Start(Arguments(database));
        using var http = new Http(await process.Listening());
        var problem = await NotReady(http, process);
        Assert.Contains("disk is full", problem, StringComparison.Ordinal);
        Assert.Contains("disk is full", process.Error, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await http.Ask("/health/live")).Status);
        await disk.Grow("300m");
        await Finish(process, database);
    }

    private static async Task<string> NotReady(Http http, ShopProcess process)
    {
        var answer = (Status: HttpStatusCode.OK, Text: string.Empty);
        await Eventually.Holds(
            async () =>
            {
                process.MustRun();
                answer = await http.Ask("/health/ready");
                return answer.Status == HttpStatusCode.ServiceUnavailable && answer.Text.Contains("journal since", StringComparison.Ordinal);
            },
            () => $"{answer} {process.Error}",
            Patience);
        return answer.Text;
    }

    private string[] Arguments(Database database) =>
        ["--input", _folder.Write("retail.csv", _file.Content), .. database.Arguments, "--port", "0", "--exit-when-done", "--json", Json];

    private async Task Finish(ShopProcess process, Database database)
    {
        (await process.End()).Good();
        var summary = RunSummary.Read(Json);
        Assert.True(summary.Reconciled, summary.ToString());
        Assert.Equal((_file.Gross, _file.Cancelled), (summary.Amount("gross"), summary.Amount("cancelled")));
        Assert.Equal((_file.Booked, _file.Rejected), (summary["accepted"], summary["rejected"]));
        Assert.Equal(_file.BadRows.Count, (await ShopAudit.Of(database)).DeadLetters.Count);
    }
}
