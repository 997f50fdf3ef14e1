using System.Globalization;
using System.Text.RegularExpressions;
using Actors.Journal;
using Actors.Runtime.Streams;
using Actors.Sharding;
using Actors.Streams.Tests.Samples;
using Actors.TestKit.InMemory;
using Actors.TestKit.Time;

namespace Actors.Streams.Tests.Kafka;

/// <summary>
/// Records that are deleted before they are read. The embedded broker keeps about the last 5 MB of a partition: that is its retention.
/// </summary>
public sealed partial class KafkaRetentionTests
{
    private const int Digits = 1000;
    private const int MoreThanIsKept = 8_000; // Records of that many digits: 8 MB.
    private readonly InMemoryStore _store = new();
    private readonly string _group = KafkaCluster.NewName("group");

    [EmbeddedFact]
    [Trait("Invariant", "I3")]
    public async Task A_place_before_the_oldest_record_stands_still_until_somebody_accepts_it()
    {
        var topic = await KafkaCluster.Shared.CreateTopic(1);
        await Write(topic, 0, MoreThanIsKept);
        await _store.Offsets.Save(
            new ReaderName($"ingress {LaneOf(topic)}"), new Dictionary<ShardId, long> { [new ShardId(0)] = 10 }, CancellationToken.None);
        await using var reader = await TestReader.Start(KafkaCluster.Shared.Source(topic, _group), _store);
        var (unread, oldest) = await Reset(reader, topic);
        Assert.Equal(10, unread);
        Assert.Empty(await reader.Coins("a"));
        await AssertGoesOn(reader, topic, [], oldest, MoreThanIsKept);
    }

    [EmbeddedFact]
    [Trait("Invariant", "I3")]
    public async Task Records_that_are_deleted_while_their_partition_is_paused_are_told_and_never_jumped_over()
    {
        var topic = await KafkaCluster.Shared.CreateTopic(1);
        await Write(topic, 0, 1);
        await using var reader = await TestReader.Start(KafkaCluster.Shared.Source(topic, _group), _store);
        await reader.AssertCoins("a", 1);
        _store.Faults.Unavailable = true;
        const int full = 1 + Ingress.RecordsInHandMax + 2_000;
        await KafkaCluster.Shared.Write(topic, 0, JarDecoder.Lines("a", 1, full - 1)); // Small ones: all of them are kept until it is paused.
        await Eventually.Holds(() => reader.Source.Partitions is [{ IsPaused: true }], reader.Troubles, TestReader.Patience);
        await Write(topic, full, 2 * MoreThanIsKept);
        _store.Faults.Unavailable = false;
        var (unread, oldest) = await Reset(reader, topic);
        var before = await reader.Coins("a");
        Assert.Equal(Enumerable.Range(0, (int)unread).Select(n => (long)n), before);
        await AssertGoesOn(reader, topic, before, oldest, full + (2 * MoreThanIsKept));
    }

    private static string LaneOf(string topic) => $"kafka:test/{topic}/0";

    private static Task Write(string topic, int first, int count) => KafkaCluster.Shared.Write(topic, 0, JarDecoder.Lines("a", first, count, Digits));

    /// <summary>Waits for the reset, and reads from its message which records are gone.</summary>
    private static async Task<(long Unread, long Oldest)> Reset(TestReader reader, string topic)
    {
        await Eventually.Holds(() => reader.Ingress.Resets.Count == 1, () => $"{reader.Ingress.Counts} {reader.Troubles()}", TestReader.Patience);
        var (lane, message) = Assert.Single(reader.Ingress.Resets);
        Assert.Equal(LaneOf(topic), lane.Name);
        var told = Deleted().Match(message);
        Assert.True(told.Success, message);
        var (oldest, unread) = (long.Parse(told.Groups[1].Value, CultureInfo.InvariantCulture), long.Parse(told.Groups[2].Value, CultureInfo.InvariantCulture));
        Assert.True(oldest > unread, message);
        Assert.Contains(message, reader.Troubles(), StringComparison.Ordinal);
        return (unread, oldest);
    }

    /// <summary>Accepts the reset; what is still there then takes effect behind what had done so before, once and in order.</summary>
    private static async Task AssertGoesOn(TestReader reader, string topic, IReadOnlyList<long> before, long oldest, int end)
    {
        Assert.Equal([LaneOf(topic)], (await reader.System.Ingresses.Accept("test", null, CancellationToken.None))!.Lanes);
        IReadOnlyList<long> seen = [];
        await Eventually.Holds(
            async () => (seen = await reader.Coins("a")).Count >= before.Count + end - oldest,
            () => $"{seen.Count}; {reader.Ingress.Counts} {reader.Troubles()}",
            TestReader.Patience);
        Assert.Equal([.. before, .. Enumerable.Range((int)oldest, end - (int)oldest).Select(n => (long)n)], seen);
        Assert.Empty(reader.Ingress.Resets);
        await Eventually.Holds(() => reader.Troubles().Length == 0, reader.Troubles, TestReader.Patience);
    }

    [GeneratedRegex("begins at offset ([0-9]+), and the records from offset ([0-9]+) were not read yet")]
    private static partial Regex Deleted();
}
