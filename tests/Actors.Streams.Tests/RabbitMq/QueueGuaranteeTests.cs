using Actors.DeadLettering;
using Actors.Streams.RabbitMq.Sources;
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
        await using var node = await ReadingNode.Start(_store, new RabbitMqQueueSource(broker.QueueOptions(queue)));
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
        await using var node = await ReadingNode.Start(_store, new RabbitMqQueueSource(broker.QueueOptions(queue)));
        await Eventually.Holds(() => node.Ingress.Counts is { Accepted: 2, DeadLettered: 1 }, () => node.Ingress.Counts, Patience);
        var letter = Assert.Single(await _store.DeadLetters.List(DeadLetterStatus.Waiting, null, 10, CancellationToken.None));
        Assert.Equal(DeadLetterReason.Invalid, letter.Reason);
        Assert.Contains("no id", letter.Detail, StringComparison.Ordinal);
        Assert.Equal([0, 2], await node.Coins("a"));
    }
}
