using System.Data.Common;
using Actors.Journal;
using Actors.Persistence.Sql.Postgres;
using Actors.Persistence.Sql.Projections;
using Actors.Persistence.Sql.Tests.Sources;
using Actors.Projections;
using Actors.Sharding;
using Actors.TestKit.Contracts;
using Actors.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Persistence.Sql.Tests.Projections;

/// <summary>Readers read while builds are filled, exchanged and exchanged back: no error, nothing missing, nothing older than before.</summary>
public abstract class SwitchUnderReadersTests
{
    private const int Switches = 12;
    private static readonly ShardId[] Shards = [new(1), new(2), new(3)];

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task Readers_see_no_error_and_no_step_back_while_builds_with_other_columns_take_turns()
    {
        await using var models = await Open();
        using var source = new CountingSource();
        var projection = models.Projection(new CountingByVersion(1, source), new CountingByVersion(2, source));
        var first = (await projection.Load(default)).Active;
        var building = ProjectionMachine.Rebuild(await projection.Load(default), 1, Sample.Time).State!;
        Assert.True(await projection.TrySave(building, default));
        Assert.True(await projection.TrySave(ProjectionMachine.CaughtUp(building, 2).State!, default));
        using var stopping = new CancellationTokenSource();
        var offsets = new long[Shards.Length];
        var filling = Fill(projection, first, building.Candidate!, offsets, stopping.Token);
        await Eventually.Holds(() => filling.IsCompleted || Shards.Select((_, i) => Volatile.Read(ref offsets[i])).All(o => o > 10));
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => Read(models, stopping.Token))).ToArray();
        for (var i = 0; i < Switches; i++)
        {
            var state = await projection.Load(default);
            var next = state.Standby is null ? ProjectionMachine.Switch(state, Sample.Time) : ProjectionMachine.SwitchBack(state, Sample.Time);
            var done = await projection.Switch(next.State!, state.Active.Number, TimeSpan.FromSeconds(60), default);
            Assert.True(done.IsDone, done.Outcome);
        }

        await stopping.CancelAsync();
        await filling;
        Assert.True((await Task.WhenAll(readers)).Sum() > 0);
        Assert.Equal(source.Effects.Count, source.Effects.Distinct().Count());
        var active = (await projection.Progress((await projection.Load(default)).Active.Number, default)).Sum(p => p.Offset);
        Assert.Equal(active, source.Effects.Count);
    }

    protected abstract Task<ISqlReadModels> Open();

    /// <summary>What the runners do: the visible build goes on, the other one follows and never overtakes it.</summary>
    private static async Task Fill(
        IVersionedProjection projection, BuildState first, BuildState second, long[] offsets, CancellationToken stopping)
    {
        var stores = new[] { projection.Open(first), projection.Open(second) };
        var progress = new[] { offsets, new long[Shards.Length] };
        foreach (var store in stores)
        {
            await store.Start(CancellationToken.None);
        }

        var active = 0;
        var isSwitching = Task.Run(
            async () =>
            {
                while (!stopping.IsCancellationRequested)
                {
                    Volatile.Write(ref active, (await projection.Load(CancellationToken.None)).Active.Number - 1);
                }
            },
            CancellationToken.None);
        var running = Enumerable.Range(0, 2).Select(build => Task.Run(
            async () =>
            {
                var random = new Random(build);
                while (!stopping.IsCancellationRequested)
                {
                    var shard = random.Next(Shards.Length);
                    var mine = progress[build];
                    var isBehind = Volatile.Read(ref mine[shard]) < Volatile.Read(ref progress[1 - build][shard]);
                    if (isBehind || Volatile.Read(ref active) == build)
                    {
                        await Apply(stores[build], mine, shard);
                    }
                    else
                    {
                        await Task.Yield();
                    }
                }
            },
            CancellationToken.None));
        await Task.WhenAll([isSwitching, .. running]);
    }

    private static async Task Apply(IProjectionBuildStore store, long[] offsets, int shard)
    {
        try
        {
            await store.Apply([Sample.Record(Shards[shard], offsets[shard] + 1, Sample.Entity(Shards[shard].Value))], CancellationToken.None);
            Interlocked.Increment(ref offsets[shard]);
        }
        catch (ProjectionFencedException)
        {
            // It believed that readers see its build, which was so a moment ago.
        }
    }

    private static async Task<int> Read(ISqlReadModels models, CancellationToken stopping)
    {
        await using var connection = await models.OpenRead(CancellationToken.None);
        var reads = 0;
        var seen = new Dictionary<string, long>();
        for (; !stopping.IsCancellationRequested; reads++)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT entity, records, version FROM counts";
            await using var rows = await command.ExecuteReaderAsync(CancellationToken.None);
            var found = 0;
            var versions = new HashSet<long>();
            while (await rows.ReadAsync(CancellationToken.None))
            {
                found++;
                versions.Add(rows.GetInt64(2));
                Assert.InRange(rows.GetInt64(1), seen.GetValueOrDefault(rows.GetString(0)), long.MaxValue);
                seen[rows.GetString(0)] = rows.GetInt64(1);
            }

            Assert.Equal(Shards.Length, found);
            Assert.Single(versions);
        }

        return reads;
    }

    /// <summary>What <see cref="CountingByVersion"/> tells.</summary>
    private sealed class CountingSource : TestKit.Contracts.Projections.IProjectionSource, IDisposable
    {
        public Func<JournalRecord, bool> Fails { get; set; } = _ => false;

        public System.Collections.Concurrent.ConcurrentQueue<(ShardId Shard, long Sequence)> Effects { get; } = new();

        public Task<IVersionedProjection> Open(params IReadOnlyList<int> versions) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<EntityKey, (long Records, long Version)>> Read() => throw new NotSupportedException();

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

public sealed class SqliteSwitchUnderReadersTests : SwitchUnderReadersTests, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actors-switch-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override Task<ISqlReadModels> Open() =>
        Task.FromResult<ISqlReadModels>(new SqliteReadModels(Path.Combine(_folder, "readmodels.db"), NullLogger.Instance));
}

public sealed class PostgresSwitchUnderReadersTests : SwitchUnderReadersTests
{
    [Fact]
    public async Task A_reader_that_holds_the_view_for_long_lets_the_switch_be_refused_and_keeps_no_other_reader_waiting()
    {
        await using var source = new PostgresProjectionSource();
        var projection = await source.Open(1, 2);
        var old = projection.Open((await projection.Load(default)).Active);
        await old.Start(default);
        var records = new[] { Sample.Record(new ShardId(1), 1, Sample.Entity(1)) };
        await old.Apply(records, default);
        var building = ProjectionMachine.Rebuild(await projection.Load(default), 1, Sample.Time).State!;
        Assert.True(await projection.TrySave(building, default));
        var caughtUp = ProjectionMachine.CaughtUp(building, 2).State!;
        Assert.True(await projection.TrySave(caughtUp, default));
        var next = projection.Open(caughtUp.Candidate!);
        await next.Start(default);
        await next.Apply(records, default);

        await using (var connection = await source.OpenRead())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await Count(connection, transaction);
            var switching = projection.Switch(ProjectionMachine.Switch(caughtUp, Sample.Time).State!, 1, TimeSpan.FromSeconds(60), default);
            while (!switching.IsCompleted)
            {
                Assert.Single(await source.Read());
            }

            var refused = await switching;
            Assert.False(refused.IsDone);
            Assert.Contains("long transaction", refused.Outcome);
        }

        Assert.True((await projection.Switch(ProjectionMachine.Switch(caughtUp, Sample.Time).State!, 1, TimeSpan.FromSeconds(60), default)).IsDone);
        Assert.Equal((1L, 1L), (await source.Read())[Sample.Entity(1)]);
    }

    protected override async Task<ISqlReadModels> Open() => new PostgresReadModels(
        new PostgresOptions { ConnectionString = await new PostgresSource().ConnectionString() }, NullLogger.Instance);

    private static async Task Count(DbConnection connection, DbTransaction transaction)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT count(*) FROM counts";
        await command.ExecuteScalarAsync();
    }
}
