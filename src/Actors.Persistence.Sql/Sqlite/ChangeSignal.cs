using System.Threading.Channels;

namespace Actors.Persistence.Sql.Sqlite;

/// <summary>Tells one waiter in this process that something has changed; several changes before it looks are one. Thread-safe.</summary>
internal sealed class ChangeSignal
{
    private readonly Channel<bool> _changes =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Announce() => _changes.Writer.TryWrite(true);

    public Task Wait(CancellationToken cancellationToken) => _changes.Reader.ReadAsync(cancellationToken).AsTask();
}
