using System.Globalization;

namespace Actors.TestKit.Postgres;

/// <summary>
/// A private PostgreSQL server for tests: its own folder, a free port of the loopback address, no password. It ends with its
/// disposal, and with the process. A server may have a standby, which can be promoted. One caller at a time.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const int PortAttemptsMax = 10;

    private readonly PostgresPrograms _programs;
    private readonly string _folder;
    private readonly PostgresServerOptions _options;
    private readonly PostgresWatchdog _watchdog;

    private PostgresServer(PostgresServerOptions options)
    {
        _programs = PostgresPrograms.Find(options.Launcher);
        _folder = PostgresPrograms.CreateFolder();
        _options = options;
        _watchdog = PostgresWatchdog.Start(_folder, Data);
    }

    /// <summary>The port of the running server. It stays the same when the server is started again.</summary>
    public int Port { get; private set; }

    /// <summary>The address it listens on.</summary>
    public string Address => _options.Address;

    private string Data => Path.Combine(_folder, "data");

    // Read by the server when it is there; a standby gets a copy of the settings and none of this file.
    private string Replication => Path.Combine(Data, "replication.conf");

    /// <summary>Creates a server and starts it.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or does not start; the message says what to do.</exception>
    public static Task<PostgresServer> Start(PostgresServerOptions options, CancellationToken cancellationToken) => Start(
        options,
        async server =>
        {
            await server._programs.Run(
                "initdb", ["-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"], cancellationToken)
                .ConfigureAwait(false);
            await server.Configure(cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Creates a standby that streams what this server writes, and starts it.</summary>
    /// <param name="options">How the standby runs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">It does not start; the message says why.</exception>
    public Task<PostgresServer> StartStandby(PostgresServerOptions options, CancellationToken cancellationToken) => Start(
        options,
        async standby =>
        {
            var source = string.Create(CultureInfo.InvariantCulture, $"host={Address} port={Port} user=postgres application_name=standby");
            await standby._programs.Run(
                "pg_basebackup", ["-D", standby.Data, "-d", source, "-R", "-X", "stream", "-c", "fast", "--no-sync"], cancellationToken)
                .ConfigureAwait(false);
            File.Delete(standby.Replication);
        },
        cancellationToken);

    /// <summary>The connection string of one of its databases.</summary>
    public string ConnectionString(string database = "postgres") =>
        $"Host={(_options.OverSocket ? _folder : Address)};Port={Port.ToString(CultureInfo.InvariantCulture)};Username=postgres;Database={database}";

    /// <summary>Starts a stopped or killed server again on its old port.</summary>
    public Task Restart(CancellationToken cancellationToken) => Start(Port, cancellationToken);

    /// <summary>Stops the server in good order; open connections are cut.</summary>
    public Task Stop(CancellationToken cancellationToken) =>
        _programs.Run("pg_ctl", ["-D", Data, "-m", "fast", "-w", "stop"], cancellationToken);

    /// <summary>Kills the server as a crash would: nothing is written, connections break.</summary>
    public Task Kill(CancellationToken cancellationToken) => PostgresProcess.Kill(Data, cancellationToken);

    /// <summary>From now on a commit waits until a standby has it on its disk as well; without a standby it waits for one.</summary>
    public async Task RequireStandby(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Replication, "synchronous_standby_names = '*'\n", cancellationToken).ConfigureAwait(false);
        await _programs.Run("pg_ctl", ["-D", Data, "reload"], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes this standby a server of its own that can be written to. The caller makes sure that the old one is dead.</summary>
    public Task Promote(CancellationToken cancellationToken) => _programs.Run("pg_ctl", ["-D", Data, "-w", "-t", "60", "promote"], cancellationToken);

    /// <summary>Ends the server and deletes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await Kill(CancellationToken.None).ConfigureAwait(false);
        _watchdog.Dispose();
    }

    private static async Task<PostgresServer> Start(
        PostgresServerOptions options, Func<PostgresServer, Task> createData, CancellationToken cancellationToken)
    {
        var server = new PostgresServer(options);
        try
        {
            await createData(server).ConfigureAwait(false);
            if (options.Port > 0)
            {
                server.Port = options.Port;
                await server.Start(options.Port, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await server.StartOnFreePort(cancellationToken).ConfigureAwait(false);
            }

            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task Configure(CancellationToken cancellationToken)
    {
        await File.AppendAllTextAsync(Path.Combine(Data, "postgresql.conf"), "include_if_exists 'replication.conf'\n", cancellationToken).ConfigureAwait(false);
        if (Address != new PostgresServerOptions().Address)
        {
            await File.AppendAllTextAsync(
                Path.Combine(Data, "pg_hba.conf"), "host all all 0.0.0.0/0 trust\nhost replication all 0.0.0.0/0 trust\n", cancellationToken)
                .ConfigureAwait(false);
        }
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
        // It keeps enough of its log for a standby that was away.
        var durability = _options.Durable
            ? "-c max_wal_size=8GB -c min_wal_size=2GB -c wal_keep_size=1GB " : "-c fsync=off -c synchronous_commit=off -c full_page_writes=off ";
        var settings = string.Create(
            CultureInfo.InvariantCulture,
            $"-p {port} -c listen_addresses={Address} -c unix_socket_directories='{_folder}' -c max_connections={_options.ConnectionsMax} "
            + $"-c shared_buffers={_options.SharedBuffersMegabytes}MB {durability}");
        return _programs.Run(
            "pg_ctl", ["-D", Data, "-l", Path.Combine(_folder, "log"), "-w", "-t", "60", "-o", settings, "start"], cancellationToken);
    }
}
