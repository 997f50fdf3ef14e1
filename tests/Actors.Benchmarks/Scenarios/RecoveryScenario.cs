using System.Diagnostics;
using Actors.Benchmarks.Databases;
using Actors.Benchmarks.Domain;
using Actors.Benchmarks.Load;
using Actors.Benchmarks.Reports;

namespace Actors.Benchmarks.Scenarios;

/// <summary>
/// Entities with 20 events each and no snapshot are asked for their state, all at once, after the server and the store were
/// started anew. The code is warm, as nothing else of this process is.
/// </summary>
internal sealed class RecoveryScenario : IScenario
{
    private const int EventsPerEntity = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Name => "recovery";

    public string Summary => "Entities with 20 events each (--entities, 100,000) asked all at once after a cold start.";

    public bool IsDefault => true;

    public bool NeedsRecords => true;

    public async Task Run(Bench bench)
    {
        var keys = Accounts.Spread(bench.Settings.Entities);
        await using (var store = await bench.Database.OpenEmpty(bench.Token))
        {
            await new BulkWriter(store.Journal, keys, EventsPerEntity).Write(bench.Token);
        }

        var starting = Stopwatch.GetTimestamp();
        var reopened = await bench.Database.Reopen(bench.Token);
        var opened = Stopwatch.GetElapsedTime(starting);
        await using var node = await Node.Start(reopened, bench.Database, Account.Model, bench.Token);
        var started = Stopwatch.GetElapsedTime(starting) - opened;
        await using var watch = new ConnectionWatch(bench.Database);
        var asking = new Asking(node.Region, keys);
        var before = Usage.Now(bench.Database.ServerTime());
        await asking.Run();
        var usage = Usage.Now(bench.Database.ServerTime()).Since(before);
        var measured = new Measurement(asking.Seconds, asking.Latencies, usage, asking.Errors);
        bench.Report.Add(bench.FigureOf(Name, $"{EventsPerEntity} events each", new Workload(keys.Length, keys.Length), measured) with
        {
            Note = $"{Text.Number(measured.PerSecond * EventsPerEntity)} events/s; first answer after {Text.Fine(asking.FirstMs)} ms; "
                + $"node started in {Text.Number(started.TotalMilliseconds)} ms" + await watch.Tell(bench.Token),
        });
    }

    /// <summary>Asks everybody at once, and checks the answers.</summary>
    private sealed class Asking(IShardRegion region, EntityKey[] keys)
    {
        private long _errors;
        private long _first;

        public Histogram Latencies { get; } = new();

        public double Seconds { get; private set; }

        public double FirstMs => _first / 1e6;

        public long Errors => _errors;

        public async Task Run()
        {
            var started = Stopwatch.GetTimestamp();
            await Task.WhenAll(keys.Select(key => Ask(key, started)));
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        }

        private async Task Ask(EntityKey key, long started)
        {
            try
            {
                var view = await region.View(key, Patience, CancellationToken.None);
                var elapsed = (long)Stopwatch.GetElapsedTime(started).TotalNanoseconds;
                Interlocked.CompareExchange(ref _first, elapsed, 0);
                Latencies.Add(elapsed);
                if (view.Version.Value != EventsPerEntity)
                {
                    throw new InvalidOperationException($"{key} has version {view.Version}, not {EventsPerEntity}.");
                }
            }
            catch (AskTimeoutException)
            {
                Interlocked.Increment(ref _errors);
            }
        }
    }
}
