using Actors.TestKit.Processes;
using Shop.Node.Tests.Input;
using Shop.Node.Tests.Processes;
using Shop.Node.Tests.Trials;
using Xunit.Abstractions;

namespace Shop.Node.Tests;

/// <summary>Read models through random kills of nodes and the database.</summary>
public sealed class ReadModelTrialTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task Every_read_model_equals_one_from_scratch_after_kills_of_nodes_and_database()
    {
        var file = new RetailFile(31, 8_000);
        var summary = await new ReadModelTrial(6, file.Rows, 32, output).Run(_folder, _folder.Write("retail.csv", file.Content), TimeSpan.FromMinutes(3));
        Assert.True(summary.Reconciled, summary.ToString());
        Assert.Equal((file.Gross, file.Cancelled, file.Invoices), (summary.Amount("gross"), summary.Amount("cancelled"), summary["invoices"]));
    }

    [DataFact(isNightly: true)]
    [Trait("Invariant", "I3")]
    public async Task Every_read_model_of_the_year_equals_one_from_scratch_after_forty_kills_of_nodes_and_database()
    {
        var summary = await new ReadModelTrial(40, 541_909, 33, output)
            .Run(_folder, DataFolder.File("online-retail", "online-retail.csv.gz"), TimeSpan.FromMinutes(20));
        YearTests.CheckSummary(summary, YearTests.Expected());
    }
}
