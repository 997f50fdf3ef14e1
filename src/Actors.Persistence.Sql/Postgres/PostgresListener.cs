using Actors.Persistence.Sql.Scripting;
using Npgsql;

namespace Actors.Persistence.Sql.Postgres;

/// <summary>
/// Hears what nodes announce, on a connection of its own beside the pool. A connection made anew may have missed something, so
/// the wait is over as soon as it is there. One caller at a time; disposal ends its wait, and may come in the middle of it.
/// </summary>
internal sealed class PostgresListener(PostgresDatabase database) : IAsyncDisposable
{
    private static readonly string ReadChannel = EmbeddedSql.Script("Postgres", "read_change_channel");

    private readonly CancellationTokenSource _ending = new();
    private NpgsqlConnection? _connection;
    private Task _waiting = Task.CompletedTask;
    private bool _isDisposed;

    /// <summary>Completes at the next announcement, or when a connection was made.</summary>
    /// <exception cref="Actors.Journal.JournalUnavailableException">The database cannot be reached; the next call connects anew.</exception>
    /// <exception cref="OperationCanceledException">The token has fallen, or the listener was disposed of.</exception>
    public Task Wait(CancellationToken cancellationToken) => _waiting = WaitUntilEnd(cancellationToken);

    /// <summary>Ends the wait and closes the connection. A connection that is closed under a reader of another thread may never come to an end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await _ending.CancelAsync().ConfigureAwait(false);
        await _waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Close().ConfigureAwait(false);
        _ending.Dispose();
    }

    private async Task WaitUntilEnd(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token, cancellationToken);
        await Hear(either.Token).ConfigureAwait(false);
    }

    private async Task Hear(CancellationToken cancellationToken)
    {
        try
        {
            if (_connection is { State: System.Data.ConnectionState.Open } connection)
            {
                await connection.WaitAsync(cancellationToken).ConfigureAwait(false);
                return;
            }

            await Close().ConfigureAwait(false);
            _connection = await database.OpenAlone(cancellationToken).ConfigureAwait(false);
            await Listen(_connection, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresFaults.IsUnavailable(e))
        {
            await Close().ConfigureAwait(false);
            throw PostgresFaults.Unavailable(database.Name, e);
        }
    }

    private async ValueTask Close()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    // The channel's name is made of letters and digits by the database itself; LISTEN takes no parameter.
    private async Task Listen(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            using var read = new NpgsqlCommand(ReadChannel, connection);
            var channel = (string)(await read.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
#pragma warning disable CA2100 // No text of a caller is in it.
            using var listen = new NpgsqlCommand($"LISTEN \"{channel}\"", connection);
#pragma warning restore CA2100
            await listen.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await Close().ConfigureAwait(false);
            throw;
        }
    }
}
