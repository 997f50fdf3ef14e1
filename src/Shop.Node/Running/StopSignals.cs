using System.Runtime.InteropServices;

namespace Shop.Node.Running;

/// <summary>
/// SIGINT and SIGTERM: the first one asks for an orderly stop, which may take a while; the second one, or the end of that while, ends the
/// process at once, as a person who presses Ctrl-C again expects.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private const int KilledBySignal = 128;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TimeSpan _patience;
    private readonly PosixSignalRegistration[] _registrations;
    private int _signals;

    public StopSignals(TimeSpan patience)
    {
        _patience = patience;
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];
    }

    /// <summary>Falls with the first signal.</summary>
    public CancellationToken Token => _stopping.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stopping.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        var exitCode = KilledBySignal + (context.Signal == PosixSignal.SIGINT ? 2 : 15);
        if (Interlocked.Increment(ref _signals) > 1)
        {
            Environment.Exit(exitCode);
        }

        _ = EndAfterPatience(exitCode);
        _stopping.Cancel();
    }

    private async Task EndAfterPatience(int exitCode)
    {
        await Task.Delay(_patience, TimeProvider.System, CancellationToken.None);
        Environment.Exit(exitCode);
    }
}
