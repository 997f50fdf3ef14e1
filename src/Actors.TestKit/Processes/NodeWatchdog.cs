using System.Diagnostics;
using System.Globalization;

namespace Actors.TestKit.Processes;

/// <summary>
/// Kills the nodes that this process has started when it ends, however it ends: a shell waits on a pipe that the operating system
/// closes with us. It is not our child, so that whoever kills our whole tree does not kill it too. Linux only; elsewhere nothing
/// watches. Thread-safe.
/// </summary>
internal static class NodeWatchdog
{
    // A number may belong to another process by then: the time of its start must be the one it had.
    private const string Script = """
        trap '' INT TERM HUP
        nodes=$(cat)
        for node in $nodes; do
          pid=${node%:*}
          if [ "$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | cut -d ' ' -f 20)" = "${node#*:}" ]; then kill -9 "$pid"; fi
        done
        """;

    private static readonly Lock Turn = new();
    private static Process? _shell;

    /// <summary>Watches over one more.</summary>
    /// <param name="process">A process that was just started.</param>
    public static void Watch(Process process)
    {
        if (!OperatingSystem.IsLinux() || StartOf(process.Id) is not { } start)
        {
            return;
        }

        lock (Turn)
        {
            _shell ??= StartShell();
            _shell.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{process.Id}:{start}"));
            _shell.StandardInput.Flush();
        }
    }

    private static Process StartShell() => ProcessStarts.Start(new ProcessStartInfo("setsid", ["--fork", "sh", "-c", Script])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    });

    /// <summary>Field 22 of its line, counted behind the name, which may hold spaces and parentheses.</summary>
    private static string? StartOf(int process)
    {
        try
        {
            var line = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return line[(line.LastIndexOf(')') + 2)..].Split(' ')[19];
        }
        catch (IOException)
        {
            return null; // It has ended already.
        }
    }
}
