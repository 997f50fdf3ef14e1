using Shop.Node.Tests.Processes;

namespace Shop.Node.Tests.Journals;

/// <summary>The read models of a run whose node has ended.</summary>
internal static class ReadModels
{
    /// <summary>Computes each from scratch and demands that the one readers see is the same.</summary>
    public static async Task MustEqualThoseFromScratch(Database database)
    {
        await using var process = ShopProcess.Start(["audit", .. database.Arguments, "--read-models"]);
        var end = (await process.End(TimeSpan.FromMinutes(8))).Good();
        Assert.Contains(" 0 differences", end.Output, StringComparison.Ordinal);
    }
}
