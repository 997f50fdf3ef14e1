using System.Diagnostics;
using Actors.Runtime;
using Actors.Schema;

namespace Actors.Benchmarks;

/// <summary>
/// Recovery: entities with 20 events each and no snapshot are asked for their state after a restart. The limit is one scan of the
/// same records by primary key, undecoded.
/// </summary>
internal static class RecoveryBenchmark
{
    private const int EventsPerEntity = 20;

    public static async Task<Figure> Run(IDatabase database, int entities, CancellationToken cancellationToken)
    {
        await using var store = await database.OpenEmpty(cancellationToken);
        var model = new ActorModel([Account.Definition]);
        var options = new ActorSystemOptions
        {
            ShardHosts = database.ShardHosts,
            Shards = new() { SnapshotEvery = int.MaxValue, SnapshotOnPassivation = int.MaxValue },
        };
        await using (var writing = await ActorSystem.Start(model, store, options, cancellationToken: cancellationToken))
        {
            await Parallel.ForAsync(0, entities * EventsPerEntity, new ParallelOptions { MaxDegreeOfParallelism = 1000, CancellationToken = cancellationToken }, async (i, token) =>
                await writing.EntityRef<Account, Account.Book, Account.Booked>($"a{i % entities}").Ask(new Account.Book(1, "recovery"), null, token));
        }

        var limit = await ScanPerSecond(store.Journal, cancellationToken) / EventsPerEntity;
        await using var system = await ActorSystem.Start(model, store, options, cancellationToken: cancellationToken);
        var latencies = new Latencies();
        var clock = Stopwatch.StartNew();
        var views = Enumerable.Range(0, entities).Select(async i =>
        {
            var started = clock.Elapsed;
            var key = new EntityKey(Account.Type, new EntityId($"a{i}"));
            var view = await system.Region.View(key, TimeSpan.FromMinutes(1), cancellationToken);
            return view.Version.Value == EventsPerEntity ? clock.Elapsed - started : throw new InvalidOperationException($"{key} lost events.");
        });
        foreach (var latency in await Task.WhenAll(views))
        {
            latencies.Add(latency);
        }

        var perSecond = entities / clock.Elapsed.TotalSeconds;
        return new Figure(
            "recovery", database.Name, entities, entities, perSecond,
            latencies.Percentile(0.5), latencies.Percentile(0.99), latencies.Percentile(0.999), limit, perSecond / limit);
    }

    private static async Task<double> ScanPerSecond(Journal.IJournal journal, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        long read = 0;
        foreach (var shard in journal.ShardCount.All)
        {
            var records = await journal.Read(shard, Journal.SequenceNumber.None, int.MaxValue, cancellationToken);
            read += records.Count;
        }

        return read / clock.Elapsed.TotalSeconds;
    }
}
