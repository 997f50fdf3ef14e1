using Actors.Streams.Kafka.Sources;
using Actors.TestKit.Time;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Streams.Tests.Kafka;

/// <summary>What a source tells of brokers that are away, whether its client tells or not.</summary>
public sealed class BrokerWatchTests : IAsyncDisposable
{
    private static readonly TopicPartition Partition = new("orders", 3);
    private static readonly Error AllDown = new(ErrorCode.Local_AllBrokersDown, "all are down");
    private readonly ManualTimeProvider _time = new();
    private readonly Brokers _brokers = new();
    private readonly ReportingHost _host = new();
    private readonly OffsetQueries _queries;
    private readonly BrokerWatch _watch;

    public BrokerWatchTests()
    {
        _queries = new OffsetQueries(() => _brokers, _time);
        _watch = new BrokerWatch(_queries, "orders", new SourceTroubles(_host), _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        _queries.End();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Brokers_that_are_away_are_told_although_the_client_says_nothing_until_they_answer_again(bool keepsPartition)
    {
        var options = KafkaCluster.Shared.Options("orders", "group");
        var partitions = new PartitionTable(options, new PartitionStart(_queries, _time, NullLogger.Instance), _host);
        partitions.Assign([Partition], areAttached: false);
        await using var ends = new EndWatch(_queries, partitions, _watch, _time);
        await Asked(1, by: TimeSpan.FromSeconds(2));
        Assert.Null(_host.Fault);

        _brokers.AreAway = true;
        partitions.Lose(keepsPartition ? [] : [Partition]);
        await Asked(2, by: TimeSpan.FromSeconds(2));
        Assert.Null(_host.Fault); // They may be slow once.
        await Asked(3, by: TimeSpan.FromSeconds(2));
        await Eventually.Holds(() => _host.Fault is not null);
        Assert.Contains("orders [[3]]", _host.Fault, StringComparison.Ordinal);

        _brokers.AreAway = false;
        await Eventually.Holds(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return _host.Fault is null;
        });
    }

    [Fact]
    public async Task What_is_told_while_brokers_are_asked_is_not_withdrawn_by_their_answer_to_that()
    {
        _brokers.Answers.Reset();
        _watch.Failed(AllDown);
        await Asked(1, by: TimeSpan.FromSeconds(1));
        _watch.Failed(AllDown);
        _brokers.Answers.Set();
        await Eventually.Holds(() => _time.NextTimer <= _time.GetUtcNow() + TimeSpan.FromSeconds(1)); // It waits for its next question.
        Assert.NotNull(_host.Fault);
        await Asked(2, by: TimeSpan.FromSeconds(1));
        await Eventually.Holds(() => _host.Fault is null);
    }

    /// <summary>Lets the time go until the brokers were asked so often.</summary>
    private Task Asked(int times, TimeSpan by) => Eventually.Holds(() =>
    {
        if (_brokers.Asked < times)
        {
            _time.Advance(by);
        }

        return _brokers.Asked == times;
    });

    private sealed class Brokers : IOffsetClient
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public bool AreAway { get; set; }

        public ManualResetEventSlim Answers { get; } = new(true);

        public WatermarkOffsets Ask(TopicPartition partition, TimeSpan within)
        {
            Interlocked.Increment(ref _asked);
            Answers.Wait(Eventually.Deadline);
            return AreAway ? throw new KafkaException(new Error(ErrorCode.Local_TimedOut)) : new WatermarkOffsets(0, 0);
        }

        public IReadOnlyList<TopicPartition> PartitionsOf(IReadOnlyList<string> topics, TimeSpan within) => [];

        public void Dispose() => Answers.Dispose();
    }
}
