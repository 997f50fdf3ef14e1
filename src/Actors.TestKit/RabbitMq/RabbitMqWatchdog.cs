using System.Diagnostics;
using Actors.TestKit.Processes;

namespace Actors.TestKit.RabbitMq;

/// <summary>
/// Kills every process of a server and deletes its folder when this process ends, however it ends: a shell waits on a pipe that the
/// operating system closes with us. It is not our child, so that whoever kills our whole tree does not kill it too. The server's processes are known by the folder, which stands in their environment as HOME.
/// </summary>
internal sealed class RabbitMqWatchdog : IDisposable
{
    private const string Script = """
        cat >/dev/null
        for round in 1 2 3; do
          for process in /proc/[0-9]*; do
            if tr '\0' '\n' <"$process/environ" 2>/dev/null | grep -qxF -- "HOME=$1"; then kill -9 "${process#/proc/}" 2>/dev/null; fi
          done
          sleep 0.1
        done
        for attempt in 1 2 3 4 5 6 7 8 9 10; do rm -rf "$1" && break; sleep 0.3; done
        """;

    private readonly Process _fork;

    private RabbitMqWatchdog(Process fork) => _fork = fork;

    /// <summary>Starts to watch over a server.</summary>
    /// <param name="folder">The server's folder, deleted in the end.</param>
    public static RabbitMqWatchdog Start(string folder)
    {
        var start = new ProcessStartInfo("setsid", ["--fork", "sh", "-c", Script, "sh", folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new RabbitMqWatchdog(ProcessStarts.Start(start));
    }

    /// <summary>Lets it do its work now, and waits for the end of it.</summary>
    public void Dispose()
    {
        _fork.StandardInput.Close();
        _fork.StandardOutput.ReadToEnd(); // Ends with the shell.
        _fork.Dispose();
    }
}
