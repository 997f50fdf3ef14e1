using Actors.Runtime;
using Actors.Runtime.Streams.Partitions;
using Actors.Streams.Tests.Samples;
using Actors.TestKit.InMemory;

namespace Actors.Streams.Tests.RabbitMq;

/// <summary>A node whose jars get their coins from one source.</summary>
internal sealed class ReadingNode : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ActorSystem _system;
    private readonly Task _running;

    private ReadingNode(ActorSystem system, IPartitionedSource source)
    {
        _system = system;
        Ingress = system.Connect(source, new JarDecoder());
        _running = Task.Run(() => Ingress.Run(_stopping.Token));
    }

    public PartitionedIngress Ingress { get; }

    /// <param name="store">The journal.</param>
    /// <param name="source">The source.</param>
    /// <param name="beforeReading">What happens when the node runs and before it reads.</param>
    public static async Task<ReadingNode> Start(InMemoryStore store, IPartitionedSource source, Action? beforeReading = null)
    {
        var system = await ActorSystem.Start(Jar.Model, store);
        beforeReading?.Invoke();
        return new ReadingNode(system, source);
    }

    public async Task<IReadOnlyList<long>> Coins(string jar) =>
        ((Jar)(await _system.Region.View(new EntityKey(Jar.Type, new EntityId(jar)), Patience, CancellationToken.None)).State).Coins;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
        await _system.DisposeAsync();
    }
}
