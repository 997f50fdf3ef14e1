using System.Diagnostics;
using Actors.Runtime;
using Actors.Schema;

namespace Actors.Benchmarks;

/// <summary>
/// Durable commands per second: a number of callers ask, each one at a time, and each ask is answered after its commit. Closed
/// loop: the latencies are those a waiting caller sees at that concurrency.
/// </summary>
internal static class AskBenchmark
{
    private const int PayloadText = 90;

    /// <summary>The bytes of one event's payload.</summary>
    public const int PayloadBytes = PayloadText + 45;

    public static async Task<Figure> Run(
        IDatabase database, int callers, int entities, TimeSpan duration, double limit, CancellationToken cancellationToken)
    {
        await using var store = await database.OpenEmpty(cancellationToken);
        await using var system = await ActorSystem.Start(
            new ActorModel([Account.Definition]),
            store,
            new ActorSystemOptions { ShardHosts = database.ShardHosts },
            cancellationToken: cancellationToken);
        var warmUp = TimeSpan.FromSeconds(Math.Min(3, duration.TotalSeconds / 2));
        await Task.WhenAll(Enumerable.Range(0, callers).Select(c => Call(system, c, entities, warmUp, cancellationToken)));
        var clock = Stopwatch.StartNew();
        var measured = await Task.WhenAll(Enumerable.Range(0, callers).Select(c => Call(system, c, entities, duration, cancellationToken)));
        var seconds = clock.Elapsed.TotalSeconds;
        var all = new Latencies();
        foreach (var latencies in measured)
        {
            all.Add(latencies);
        }

        var perSecond = all.Count / seconds;
        return new Figure(
            "ask", database.Name, callers, entities, perSecond, all.Percentile(0.5), all.Percentile(0.99), all.Percentile(0.999), limit, perSecond / limit);
    }

    private static async Task<Latencies> Call(
        ActorSystem system, int caller, int entities, TimeSpan duration, CancellationToken cancellationToken)
    {
        var latencies = new Latencies();
        var text = new string('x', PayloadText);
        var next = (uint)caller * 2654435761u;
        var clock = Stopwatch.StartNew();
        await Task.Yield();
        while (clock.Elapsed < duration)
        {
            next = (next * 1664525u) + 1013904223u; // Numerical Recipes' linear congruential generator: spread, not security.
            var entity = system.EntityRef<Account, Account.Book, Account.Booked>($"a{(next >> 8) % (uint)entities}");
            var started = clock.Elapsed;
            await entity.Ask(new Account.Book(1, text), AskOptions.Default, cancellationToken);
            latencies.Add(clock.Elapsed - started);
        }

        return latencies;
    }
}
