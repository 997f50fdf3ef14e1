using System.Globalization;
using Actors.Cluster.Tests.Network;
using Actors.Cluster.Tests.Nodes;
using Actors.TestKit.Postgres;
using Actors.TestKit.Time;
using Npgsql;

namespace Actors.Cluster.Tests.Databases;

/// <summary>
/// A durable PostgreSQL server, and where asked for a synchronous standby: a commit is acknowledged only when both have it. One
/// caller at a time.
/// </summary>
internal sealed class ClusterDatabase : IAsyncDisposable
{
    private const string Name = "drill";
    private readonly PostgresServerOptions[] _options;
    private PostgresServer _primary;
    private PostgresServer? _standby;

    private ClusterDatabase(PostgresServer primary, PostgresServer? standby, NetworkPlace[] places)
    {
        (_primary, _standby) = (primary, standby);
        Places = places;
        PostgresServer[] servers = standby is null ? [primary] : [primary, standby];
        _options = [.. servers.Select((s, i) => OptionsAt(places.ElementAtOrDefault(i)) with { Port = s.Port })];
        var hosts = string.Join(',', servers.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Address}:{s.Port}")));
        ConnectionString = servers.Length == 1
            ? primary.ConnectionString(Name)
            : $"Host={hosts};Username=postgres;Database={Name};Target Session Attributes=primary";
    }

    /// <summary>Names all servers; whoever connects finds the primary.</summary>
    public string ConnectionString { get; }

    /// <summary>Where the servers are; empty without a network.</summary>
    public IReadOnlyList<NetworkPlace> Places { get; }

    /// <summary>Whether there is a standby that can be promoted.</summary>
    public bool HasStandby => _standby is not null;

    /// <summary>Starts the server, creates the database, and starts the standby.</summary>
    public static async Task<ClusterDatabase> Start(ClusterPlan plan)
    {
        List<NetworkPlace> places = [];
        for (var i = 0; plan.Network is { } network && i < (plan.HasStandby ? 2 : 1); i++)
        {
            places.Add(await network.Add());
        }

        var primary = await PostgresServer.Start(OptionsAt(places.FirstOrDefault()), CancellationToken.None);
        try
        {
            await Execute(primary.ConnectionString(), $"CREATE DATABASE {Name} STRATEGY file_copy");
            var standby = plan.HasStandby ? await primary.StartStandby(OptionsAt(places.LastOrDefault()), CancellationToken.None) : null;
            if (standby is not null)
            {
                await primary.RequireStandby(CancellationToken.None);
            }

            return new ClusterDatabase(primary, standby, [.. places]);
        }
        catch
        {
            await primary.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the server in good order and starts it again.</summary>
    public async Task Restart()
    {
        await _primary.Stop(CancellationToken.None);
        await _primary.Restart(CancellationToken.None);
    }

    /// <summary>Kills the server; it stays dead.</summary>
    public Task Kill() => _primary.Kill(CancellationToken.None);

    /// <summary>Starts the server again.</summary>
    public Task Resume() => _primary.Restart(CancellationToken.None);

    /// <summary>Kills the server for good and promotes the standby, which then has none of its own.</summary>
    public async Task FailOver()
    {
        var dead = _primary;
        await dead.DisposeAsync();
        _primary = _standby!;
        _standby = null;
        await _primary.Promote(CancellationToken.None);
    }

    /// <summary>Makes a new standby where the dead server was, and waits until commits are safe on both.</summary>
    public async Task AddStandby()
    {
        var options = _options.First(o => o.Port != _primary.Port || o.Address != _primary.Address);
        _standby = await _primary.StartStandby(options, CancellationToken.None);
        await _primary.RequireStandby(CancellationToken.None);
        await Eventually.Holds(
            async () => await Count("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == 1,
            () => "the standby does not stream", NodeCluster.Patience);
    }

    /// <summary>Runs a statement that gives a number.</summary>
    public async Task<long> Count(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_primary.ConnectionString(Name) + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Ends all servers.</summary>
    public async ValueTask DisposeAsync()
    {
        await _primary.DisposeAsync();
        if (_standby is not null)
        {
            await _standby.DisposeAsync();
        }
    }

    private static PostgresServerOptions OptionsAt(NetworkPlace? place) => place is null
        ? new PostgresServerOptions { Durable = true } // Drills kill it.
        : new PostgresServerOptions { Durable = true, Address = place.Address, Launcher = place.Launcher };

    private static async Task Execute(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
