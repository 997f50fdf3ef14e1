using Actors.Streams.Tests.Samples;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;

namespace Actors.Streams.Tests.Kafka;

/// <summary>How far a source is behind its topic.</summary>
public sealed class KafkaLagTests
{
    [Fact]
    public async Task The_lag_of_each_partition_is_told_grows_while_the_journal_is_away_and_falls_to_nothing()
    {
        const int count = 20_000; // More than in hand and in the buffer: the partition is paused, and nothing is fetched that would tell its end.
        var cluster = KafkaCluster.Shared;
        var topic = await cluster.CreateTopic(2);
        var store = new InMemoryStore();
        await using var reader = await TestReader.Start(cluster.Source(topic, KafkaCluster.NewName("group")), store);
        await cluster.Write(topic, 0, JarDecoder.Lines("a", 0, 1));
        await cluster.Write(topic, 1, JarDecoder.Lines("b", 0, 1));
        await reader.AssertCoins("a", 1);
        await reader.AssertCoins("b", 1);
        await Eventually.Holds(() => Lags().SequenceEqual([0, 0]), () => string.Join(' ', Lags()), TestReader.Patience);
        store.Faults.Unavailable = true;
        await cluster.Write(topic, 0, JarDecoder.Lines("a", 1, count));
        await Eventually.Holds(() => Lags().SequenceEqual([count, 0]), () => string.Join(' ', Lags()), TestReader.Patience);
        store.Faults.Unavailable = false;
        await reader.AssertCoins("a", count + 1);
        await Eventually.Holds(() => Lags().SequenceEqual([0, 0]), () => string.Join(' ', Lags()), TestReader.Patience);

        IEnumerable<long?> Lags() => reader.System.Ingresses.List().OrderBy(s => s.Lane, StringComparer.Ordinal).Select(s => s.Lag);
    }
}
