using Xunit;

namespace Actors.TestKit.Processes;

/// <summary>What a process has come to.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it complained about.</param>
public sealed record FinishedProcess(int ExitCode, string Output, string Error)
{
    /// <summary>Fails unless it ended well.</summary>
    public FinishedProcess Good()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}:\n{Output}\n{Error}");
        return this;
    }
}
