using System.Globalization;

namespace Actors.TestKit.Postgres;

/// <summary>
/// A private PostgreSQL server for tests: its own folder, a free port of the loopback address, no password. It ends with its
/// disposal, and with the process. One caller at a time.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const int PortAttemptsMax = 10;

    private readonly PostgresPrograms _programs;
    private readonly string _folder;
    private readonly PostgresServerOptions _options;
    private readonly PostgresWatchdog _watchdog;

    private PostgresServer(PostgresPrograms programs, string folder, PostgresServerOptions options)
    {
        _programs = programs;
        _folder = folder;
        _options = options;
        _watchdog = PostgresWatchdog.Start(folder, Data);
    }

    /// <summary>The port of the running server. It stays the same when the server is started again.</summary>
    public int Port { get; private set; }

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Creates a server and starts it.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or does not start; the message says what to do.</exception>
    public static async Task<PostgresServer> Start(PostgresServerOptions options, CancellationToken cancellationToken)
    {
        var programs = PostgresPrograms.Find();
        var server = new PostgresServer(programs, PostgresPrograms.CreateFolder(), options);
        try
        {
            await programs.Run(
                "initdb", ["-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"], cancellationToken)
                .ConfigureAwait(false);
            await server.StartOnFreePort(cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The connection string of one of its databases.</summary>
    public string ConnectionString(string database = "postgres") =>
        $"Host=127.0.0.1;Port={Port.ToString(CultureInfo.InvariantCulture)};Username=postgres;Database={database}";

    /// <summary>Starts a stopped or killed server again on its old port.</summary>
    public Task Restart(CancellationToken cancellationToken) => Start(Port, cancellationToken);

    /// <summary>Stops the server in good order; open connections are cut.</summary>
    public Task Stop(CancellationToken cancellationToken) =>
        _programs.Run("pg_ctl", ["-D", Data, "-m", "fast", "-w", "stop"], cancellationToken);

    /// <summary>Kills the server as a crash would: nothing is written, connections break.</summary>
    public Task Kill(CancellationToken cancellationToken) => PostgresProcess.Kill(Data, cancellationToken);

    /// <summary>Ends the server and deletes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await Kill(CancellationToken.None).ConfigureAwait(false);
        _watchdog.Dispose();
    }

    // Between finding a free port and listening on it somebody else may take it.
    private async Task StartOnFreePort(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Port = PostgresProcess.FreePort();
                await Start(Port, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (InvalidOperationException) when (attempt < PortAttemptsMax)
            {
                await Kill(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private Task Start(int port, CancellationToken cancellationToken)
    {
        // A durable server is one to measure: with the 1 GB of its defaults it would checkpoint every few seconds under full load.
        var durability = _options.Durable ? "-c max_wal_size=8GB -c min_wal_size=2GB " : "-c fsync=off -c synchronous_commit=off -c full_page_writes=off ";
        var settings = string.Create(
            CultureInfo.InvariantCulture,
            $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='{_folder}' -c max_connections={_options.ConnectionsMax} "
            + $"-c shared_buffers={_options.SharedBuffersMegabytes}MB {durability}");
        return _programs.Run(
            "pg_ctl", ["-D", Data, "-l", Path.Combine(_folder, "log"), "-w", "-t", "60", "-o", settings, "start"], cancellationToken);
    }
}
