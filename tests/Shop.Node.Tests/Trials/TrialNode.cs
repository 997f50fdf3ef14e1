using Shop.Node.Tests.Processes;

namespace Shop.Node.Tests.Trials;

/// <summary>A node of a trial, which is killed and started again and again. One caller at a time.</summary>
/// <param name="arguments">How it is started, each time.</param>
internal sealed class TrialNode(string[] arguments) : IAsyncDisposable
{
    private ShopProcess? _process;

    /// <summary>Whether it has said that its work is done.</summary>
    public bool Serves => _process is { HasExited: false, Serves: true };

    /// <summary>Where it listens; ends when it is there.</summary>
    public Task<Uri> Address => _process!.Listening();

    /// <summary>What it printed last.</summary>
    public string Output => _process is null ? "not started" : _process.Output + _process.Error;

    /// <summary>Starts it, unless it runs.</summary>
    public async Task MustRun()
    {
        if (_process is null or { HasExited: true })
        {
            await DisposeAsync();
            _process = ShopProcess.Start(arguments);
        }
    }

    /// <summary>Kills it, if it runs.</summary>
    public Task Kill() => _process is { HasExited: false } running ? running.Kill() : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            await process.DisposeAsync();
        }
    }
}
