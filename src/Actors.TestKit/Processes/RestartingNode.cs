using System.Text.RegularExpressions;

namespace Actors.TestKit.Processes;

/// <summary>
/// A node that is killed and started again, and where it listens now. One caller kills and starts; any number of clients ask for its
/// address.
/// </summary>
/// <param name="start">Starts the process.</param>
/// <param name="listening">Matches the line in which it prints its address, as the first group; use <see cref="RegexOptions.Multiline"/>.</param>
public sealed class RestartingNode(Func<NodeProcess> start, Regex listening) : IAsyncDisposable
{
    private NodeProcess? _process;
    private volatile TaskCompletionSource<Uri> _address = Unknown();

    /// <summary>Where it listens; completes when it does.</summary>
    public Task<Uri> Address => _address.Task;

    /// <summary>The process of the newest start.</summary>
    public NodeProcess Process => _process ?? throw new InvalidOperationException("The node was not started.");

    /// <summary>Starts the node and waits until it listens.</summary>
    public async Task Start()
    {
        _process = start();
        var line = await _process.Printed(listening).ConfigureAwait(false);
        _address.SetResult(new Uri(line.Groups[1].Value));
    }

    /// <summary>Kills the node. From now on clients wait for the next start instead of trying an address that is gone.</summary>
    public async Task Kill()
    {
        _address = Unknown();
        await Process.Kill().ConfigureAwait(false);
        await Process.DisposeAsync().ConfigureAwait(false);
        _process = null;
    }

    /// <summary>Kills it if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource<Uri> Unknown() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
