using System.Diagnostics;

namespace Shop.Node.Tests.Processes;

/// <summary>Runs what .NET has no call for: mounts.</summary>
internal static class Shell
{
    /// <summary>Runs a command of the shell.</summary>
    /// <exception cref="InvalidOperationException">It fails; the message has what it said.</exception>
    public static async Task Run(params string[] words)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardError = true };
        foreach (var word in (string[])["-c", "\"$@\"", "sh", .. words])
        {
            start.ArgumentList.Add(word);
        }

        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', words)} ended with {process.ExitCode}: {error.Trim()}");
        }
    }
}
