using Actors.TestKit.Processes;
using Actors.TestKit.Time;
using Shop.Node.Tests.Input;
using Shop.Node.Tests.Journals;
using Shop.Node.Tests.Processes;

namespace Shop.Node.Tests;

/// <summary>A node that is asked to stop in the middle of a run.</summary>
public sealed class StopTests : IDisposable
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Invariant", "I2")]
    public async Task It_stops_within_ten_seconds_and_the_next_start_goes_on(bool onPostgres)
    {
        var file = new RetailFile(41, 20_000);
        var input = _folder.Write("retail.csv", file.Content);
        var database = new Database(_folder["data"], onPostgres ? await SharedPostgres.CreateDatabase() : null);
        string[] arguments = ["--input", input, .. database.Arguments, "--port", "0"];
        await using (var process = ShopProcess.Start(arguments))
        {
            await Eventually.Holds(async () => await database.Records() > 4_000, () => process.Error, TimeSpan.FromMinutes(1));
            await process.Terminate();
            var stopped = (await process.End(StopWithin)).Good();
            Assert.Contains("to go on from here", Assert.Single(stopped.Error.Trim().Split('\n')), StringComparison.Ordinal);
        }

        Assert.InRange((await ShopAudit.Of(database)).Journal.Records, 4_000, file.Rows - 1);
        (await ShopProcess.Run([.. arguments, "--exit-when-done", "--json", _folder["summary.json"]])).Good();
        var summary = RunSummary.Read(_folder["summary.json"]);
        Assert.Equal((file.Gross, file.Cancelled), (summary.Amount("gross"), summary.Amount("cancelled")));
        Assert.Equal(file.Booked, summary["accepted"]);
    }
}
