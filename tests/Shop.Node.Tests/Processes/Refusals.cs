using Actors.TestKit.Processes;

namespace Shop.Node.Tests.Processes;

/// <summary>How Shop refuses to work.</summary>
internal static class Refusals
{
    /// <summary>The one line by which it refused; fails if it said more, or nothing.</summary>
    public static string Refusal(this FinishedProcess process)
    {
        Assert.True(process.ExitCode == 2, $"Exit code {process.ExitCode}, not 2:\n{process.Output}\n{process.Error}");
        var line = Assert.Single(process.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("shop: ", line, StringComparison.Ordinal);
        return line;
    }
}
