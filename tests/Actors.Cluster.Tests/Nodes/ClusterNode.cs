using System.Globalization;
using System.Text.RegularExpressions;
using Actors.Cluster.Tests.Network;
using Actors.Cluster.Tests.Programs;
using Actors.TestKit.Processes;

namespace Actors.Cluster.Tests.Nodes;

/// <summary>One node of a cluster as a process of its own, which can be killed, frozen, stopped and started again.</summary>
/// <param name="name">Its configured name.</param>
/// <param name="program">What it runs.</param>
/// <param name="postgres">Its database.</param>
/// <param name="place">Where it is; <see langword="null"/> for this process's own network.</param>
internal sealed partial class ClusterNode(string name, IClusterProgram program, string postgres, NetworkPlace? place) : IAsyncDisposable
{
    private readonly List<string> _earlierLogs = [];
    private NodeProcess? _process;
    private volatile Uri? _address;

    /// <summary>Its configured name.</summary>
    public string Name => name;

    /// <summary>Where its HTTP interface listens; <see langword="null"/> while it does not.</summary>
    public Uri? Address => _address;

    /// <summary>Where it is in the network.</summary>
    public NetworkPlace Place => place ?? throw new InvalidOperationException($"{name} is in no network.");

    /// <summary>What all its lives have logged until now.</summary>
    public string Log => string.Join('\n', [.. _earlierLogs, _process?.Error ?? string.Empty]);

    /// <summary>Drills of <c>./actors</c> may name a published node, compiled ahead as it would be deployed. Tests run what the build has made.</summary>
    private string ProgramFile
    {
        get
        {
            var published = Path.Combine(Environment.GetEnvironmentVariable("ACTORS_PUBLISHED_NODES") ?? string.Empty, program.Project, $"{program.Project}.dll");
            return File.Exists(published) ? published : NodeProcess.ProgramOf(program.Project);
        }
    }

    /// <summary>Starts it and waits until it listens.</summary>
    public async Task Start()
    {
        _process = NodeProcess.Start(ProgramFile, program.Arguments(name, postgres, place), launcher: place?.Launcher);
        _address = new Uri((await _process.Printed(ListeningLine())).Groups[1].Value);
    }

    /// <summary>Kills it as the kernel would.</summary>
    public async Task Kill()
    {
        _address = null;
        await _process!.Kill();
        await Forget();
    }

    /// <summary>Stops it in good order: clients are sent elsewhere first, as a load balancer does.</summary>
    public async Task Stop()
    {
        _address = null;
        await _process!.Terminate();
        (await _process.End()).Good();
        await Forget();
    }

    /// <summary>Lets it run no further.</summary>
    public Task Freeze() => Signal("STOP");

    /// <summary>Lets it go on.</summary>
    public Task Thaw() => Signal("CONT");

    /// <summary>Kills it if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    private async Task Signal(string signal)
    {
        using var kill = System.Diagnostics.Process.Start("/bin/sh", ["-c", $"kill -{signal} {_process!.Id.ToString(CultureInfo.InvariantCulture)}"]);
        await kill.WaitForExitAsync();
    }

    private async Task Forget()
    {
        _earlierLogs.Add(_process!.Error);
        await _process.DisposeAsync();
        _process = null;
    }

    [GeneratedRegex(@"^(?:Listening|Serving) on (\S+?)(?:\.| until .*)?$", RegexOptions.Multiline)]
    private static partial Regex ListeningLine();
}
