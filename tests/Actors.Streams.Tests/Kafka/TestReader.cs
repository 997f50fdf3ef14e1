using Actors.Journal;
using Actors.Runtime;
using Actors.Runtime.Streams.Partitions;
using Actors.Streams.Kafka.Sources;
using Actors.Streams.Tests.Samples;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;

namespace Actors.Streams.Tests.Kafka;

/// <summary>A node that reads a topic until it is disposed of.</summary>
internal sealed class TestReader : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    private TestReader(ActorSystem system, KafkaSource source, IDecoder decoder)
    {
        System = system;
        Source = source;
        Ingress = system.Connect(source, decoder);
        _running = Task.Run(() => Ingress.Run(_stopping.Token));
    }

    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    public ActorSystem System { get; }

    public KafkaSource Source { get; }

    public PartitionedIngress Ingress { get; }

    public static async Task<TestReader> Start(KafkaSource source, IJournalStore? store = null, IDecoder? decoder = null)
    {
        var system = await ActorSystem.Start(Jar.Model, store ?? new InMemoryStore());
        return new TestReader(system, source, decoder ?? new JarDecoder());
    }

    public async Task<IReadOnlyList<long>> Coins(string jar) =>
        ((Jar)(await System.Region.View(new EntityKey(Jar.Type, new EntityId(jar)), Patience, CancellationToken.None)).State).Coins;

    /// <summary>Waits until a jar holds the coins 0 to <paramref name="count"/> less one, and demands each once and in order.</summary>
    public async Task AssertCoins(string jar, int count)
    {
        IReadOnlyList<long> seen = [];
        await Eventually.Holds(
            async () => (seen = await Coins(jar)).Count >= count,
            () => $"{jar} has {seen.Count} of {count}; {Troubles()}",
            Patience);
        Assert.Equal(Enumerable.Range(0, count).Select(n => (long)n), seen);
    }

    public string Troubles() => string.Join("; ", System.Health.Parts.Where(p => !p.IsReady || p.IsDegraded).Select(p => $"{p.Name}: {p.Detail}"));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
        await System.DisposeAsync();
    }
}
