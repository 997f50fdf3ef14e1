namespace Shop.Node.Tests.Processes;

/// <summary>What a process has come to.</summary>
internal sealed record FinishedProcess(int ExitCode, string Output, string Error)
{
    /// <summary>The one line by which it refused to work; fails if it said more, or nothing.</summary>
    public string Refusal()
    {
        Assert.True(ExitCode == 2, $"Exit code {ExitCode}, not 2:\n{Output}\n{Error}");
        var line = Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("shop: ", line, StringComparison.Ordinal);
        return line;
    }

    /// <summary>Fails unless it ended well.</summary>
    public FinishedProcess Good()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}:\n{Output}\n{Error}");
        return this;
    }
}
