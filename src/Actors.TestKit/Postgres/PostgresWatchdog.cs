using System.Diagnostics;
using Actors.TestKit.Processes;

namespace Actors.TestKit.Postgres;

/// <summary>
/// Kills the server and deletes its folder when this process ends, however it ends: a shell waits on a pipe that the operating
/// system closes with us. A handler of our own would not run when a test host is killed.
/// </summary>
internal sealed class PostgresWatchdog : IDisposable
{
    private const string Script = """
        cat >/dev/null
        if [ -f "$2/postmaster.pid" ]; then
          pid=$(head -n 1 "$2/postmaster.pid")
          if tr '\0' ' ' <"/proc/$pid/cmdline" | grep -qF -- "$2"; then kill -9 "$pid"; fi
        fi
        for attempt in 1 2 3 4 5 6 7 8 9 10; do rm -rf "$1" && break; sleep 0.3; done
        """;

    private readonly Process _shell;

    private PostgresWatchdog(Process shell) => _shell = shell;

    /// <summary>Starts to watch over a server.</summary>
    /// <param name="folder">What is deleted in the end.</param>
    /// <param name="data">The server's data folder.</param>
    public static PostgresWatchdog Start(string folder, string data)
    {
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Script, "sh", folder, data])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new PostgresWatchdog(ProcessStarts.Start(start));
    }

    /// <summary>Lets it do its work now, and waits for the end of it.</summary>
    public void Dispose()
    {
        _shell.StandardInput.Close();
        _shell.WaitForExit();
        _shell.Dispose();
    }
}
