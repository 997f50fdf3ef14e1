using System.Diagnostics;

namespace Actors.Cluster.Tests.Network;

/// <summary>Deletes namespaces when this process ends, however it ends: a shell waits on a pipe that the operating system closes with us.</summary>
internal sealed class NamespaceWatchdog : IDisposable
{
    private const string Script = """
        trap '' INT TERM
        names=$(cat)
        for name in $names; do ip netns delete "$name"; done
        """;

    private readonly Process _shell;

    private NamespaceWatchdog(Process shell) => _shell = shell;

    /// <summary>Starts it.</summary>
    public static NamespaceWatchdog Start() => new(Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", Script])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!);

    /// <summary>Watches over one more.</summary>
    public void Watch(string name)
    {
        _shell.StandardInput.WriteLine(name);
        _shell.StandardInput.Flush();
    }

    /// <summary>Lets it do its work now, and waits for the end of it.</summary>
    public void Dispose()
    {
        _shell.StandardInput.Close();
        _shell.WaitForExit();
        _shell.Dispose();
    }
}
