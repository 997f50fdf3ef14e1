using Actors.DeadLettering;
using Actors.Runtime;
using Actors.Runtime.Streams.Partitions;
using Actors.Streams.RabbitMq.Sources;
using Actors.Streams.Tests.Samples;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;

namespace Actors.Streams.Tests.RabbitMq;

/// <summary>What a queue promises by ids instead of positions.</summary>
public sealed class QueueGuaranteeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly InMemoryStore _store = new();

    [Fact]
    [Trait("Invariant", "I3")]
    public async Task A_message_that_was_sent_twice_with_one_id_takes_effect_once()
    {
        var broker = await RabbitMqBroker.Shared;
        var queue = RabbitMqBroker.NewName("queue");
        await broker.CreateQueue(queue);
        await broker.Send(queue, [("m0", "a 0"), ("m0", "a 0"), ("m1", "a 1"), ("m0", "a 0"), ("m2", "a 2")]);
        await using var node = await Node.Start(_store, broker.QueueOptions(queue));
        await Eventually.Holds(() => node.Ingress.Counts is { Accepted: 3, Repeated: 2 }, () => node.Ingress.Counts, Patience);
        Assert.Equal([0, 1, 2], await node.Coins("a"));
    }

    [Fact]
    [Trait("Invariant", "I6")]
    public async Task A_message_without_an_id_becomes_a_dead_letter_and_the_queue_goes_on()
    {
        var broker = await RabbitMqBroker.Shared;
        var queue = RabbitMqBroker.NewName("queue");
        await broker.CreateQueue(queue);
        await broker.Send(queue, [("m0", "a 0"), (null, "a 1"), ("m2", "a 2")]);
        await using var node = await Node.Start(_store, broker.QueueOptions(queue));
        await Eventually.Holds(() => node.Ingress.Counts is { Accepted: 2, DeadLettered: 1 }, () => node.Ingress.Counts, Patience);
        var letter = Assert.Single(await _store.DeadLetters.List(DeadLetterStatus.Waiting, null, 10, CancellationToken.None));
        Assert.Equal(DeadLetterReason.Invalid, letter.Reason);
        Assert.Contains("no id", letter.Detail, StringComparison.Ordinal);
        Assert.Equal([0, 2], await node.Coins("a"));
    }

    private sealed class Node : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stopping = new();
        private readonly ActorSystem _system;
        private readonly Task _running;

        private Node(ActorSystem system, IPartitionedSource source)
        {
            _system = system;
            Ingress = system.Connect(source, new JarDecoder());
            _running = Task.Run(() => Ingress.Run(_stopping.Token));
        }

        public PartitionedIngress Ingress { get; }

        public static async Task<Node> Start(InMemoryStore store, RabbitMqQueueSourceOptions options) =>
            new(await ActorSystem.Start(Jar.Model, store), new RabbitMqQueueSource(options));

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
}
