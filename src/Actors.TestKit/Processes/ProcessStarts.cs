using System.Diagnostics;

namespace Actors.TestKit.Processes;

/// <summary>
/// Starts all processes of the test kit, one at a time. Until a new process runs its program, it holds copies of all that its parent has open: a port
/// that is closed meanwhile is still in use. Thread-safe.
/// </summary>
public static class ProcessStarts
{
    private static readonly Lock Gate = new();

    /// <summary>Starts a process; when this returns it runs its program, and holds nothing more of this one's.</summary>
    /// <param name="process">Which, and how; without the system's shell.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    /// <returns>The process, for whoever wants to go on with it.</returns>
    public static Process Start(Process process)
    {
        lock (Gate)
        {
            process.Start();
            return process;
        }
    }

    /// <inheritdoc cref="Start(Process)"/>
    /// <param name="start">Which, and how; without the system's shell.</param>
    public static Process Start(ProcessStartInfo start) => Start(new Process { StartInfo = start });

    /// <inheritdoc cref="Start(Process)"/>
    /// <param name="program">Its program, on the PATH or with its path.</param>
    /// <param name="arguments">What it is given.</param>
    public static Process Start(string program, params IEnumerable<string> arguments) => Start(new ProcessStartInfo(program, arguments));

    /// <summary>Does something short while no process of the test kit starts, such as to close a port and open it again.</summary>
    /// <param name="action">What is done; it starts no process.</param>
    public static void Pause(Action action)
    {
        lock (Gate)
        {
            action();
        }
    }
}
