using System.Collections.Concurrent;
using Actors.Streams.Kafka.Sources;
using Actors.TestKit.Time;
using Confluent.Kafka;

namespace Actors.Streams.Tests.Kafka;

/// <summary>Questions to brokers that may never return.</summary>
public sealed class OffsetQueriesTests
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(5);
    private static readonly TopicPartition Partition = new("orders", 3);
    private readonly ConcurrentQueue<FakeClient> _clients = new();
    private readonly ManualTimeProvider _time = new();
    private readonly OffsetQueries _queries;

    public OffsetQueriesTests() => _queries = new OffsetQueries(Connect, _time);

    [Fact]
    public async Task A_question_that_does_not_return_is_left_behind_and_the_next_one_goes_to_another_client()
    {
        var stuck = _queries.Ask(Partition, Within, CancellationToken.None);
        await Eventually.Holds(() => _clients.Count == 1 && _clients.First().Asked == 1);
        _time.Advance(Within + OffsetQueries.GraceOfAnswers);
        await Assert.ThrowsAsync<KafkaException>(() => stuck.WaitAsync(TestReader.Patience));
        Assert.Equal(1, _queries.LeftBehind);

        var next = _queries.Ask(Partition, Within, CancellationToken.None);
        await Eventually.Holds(() => _clients.Count == 2);
        _clients.Last().Answer.TrySetResult(new WatermarkOffsets(4, 7));
        Assert.Equal(7, (await next.WaitAsync(TestReader.Patience)).High.Value);

        _clients.First().Answer.TrySetResult(new WatermarkOffsets(0, 0));
        await Eventually.Holds(() => _clients.First().IsDisposed && _queries.LeftBehind == 0);
        Assert.False(_clients.Last().IsDisposed);
        _queries.End();
        Assert.True(_clients.Last().IsDisposed);
    }

    [Fact]
    public async Task A_stop_waits_for_no_question()
    {
        using var stopping = new CancellationTokenSource();
        var stuck = Enumerable.Range(0, 20).Select(_ => _queries.Ask(Partition, Within, stopping.Token)).ToList();
        await Eventually.Holds(() => _clients.Sum(c => c.Asked) == 8); // As many as may be asked at once.
        await stopping.CancelAsync();
        _queries.End();
        await Task.WhenAll(stuck.Select(s => Assert.ThrowsAnyAsync<OperationCanceledException>(() => s.WaitAsync(TestReader.Patience))));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _queries.Ask(Partition, Within, CancellationToken.None));
        _clients.Single().Answer.TrySetResult(new WatermarkOffsets(0, 0));
        await Eventually.Holds(() => _clients.Single().IsDisposed);
    }

    [Fact]
    [Trait("Invariant", "I7")]
    public async Task No_more_clients_are_left_behind_than_the_bound()
    {
        for (var round = 1; round <= OffsetQueries.LeftBehindMax; round++)
        {
            var stuck = _queries.Ask(Partition, Within, CancellationToken.None);
            await Eventually.Holds(() => _clients.Sum(c => c.Asked) == round);
            _time.Advance(Within + OffsetQueries.GraceOfAnswers);
            await Assert.ThrowsAsync<KafkaException>(() => stuck.WaitAsync(TestReader.Patience));
        }

        var refused = await Assert.ThrowsAsync<KafkaException>(() => _queries.Ask(Partition, Within, CancellationToken.None));
        Assert.Contains("restart the node", refused.Error.Reason, StringComparison.Ordinal);
        _clients.First().Answer.TrySetResult(new WatermarkOffsets(0, 0));
        await Eventually.Holds(() => _queries.LeftBehind < OffsetQueries.LeftBehindMax);
        var next = _queries.Ask(Partition, Within, CancellationToken.None);
        await Eventually.Holds(() => _clients.Count == OffsetQueries.LeftBehindMax + 1);
        foreach (var client in _clients)
        {
            client.Answer.TrySetResult(new WatermarkOffsets(0, 1));
        }

        Assert.Equal(1, (await next.WaitAsync(TestReader.Patience)).High.Value);
    }

    [EmbeddedFact]
    public async Task A_broker_that_goes_away_while_it_is_asked_holds_up_no_stop()
    {
        using var cluster = KafkaCluster.Embedded();
        var topic = await cluster.CreateTopic(4);
        for (var round = 0; round < 50; round++)
        {
            using var stopping = new CancellationTokenSource();
            var queries = new OffsetQueries(() => new KafkaOffsetClient(cluster.Options(topic, "asking")), TimeProvider.System);
            if (round % 2 == 0)
            {
                await queries.Ask(new TopicPartition(topic, 0), TimeSpan.FromSeconds(30), CancellationToken.None); // It is connected.
            }

            var asked = Enumerable.Range(0, 4).Select(p => queries.Ask(new TopicPartition(topic, p), TimeSpan.FromSeconds(2), stopping.Token)).ToList();
            cluster.TakeDown(1);
            await stopping.CancelAsync();
            await Task.WhenAll(asked.Select(a => a.ContinueWith(_ => { }, TaskScheduler.Default))).WaitAsync(TestReader.Patience);
            queries.End();
            cluster.Broker!.BringUp(1);
        }
    }

    [EmbeddedFact]
    public async Task A_source_whose_broker_goes_away_when_its_partitions_begin_stops_in_time()
    {
        var rounds = Environment.GetEnvironmentVariable("ACTORS_NIGHTLY") == "1" ? 50 : 4;
        await Parallel.ForEachAsync(Enumerable.Range(0, rounds), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (_, _) =>
        {
            using var cluster = KafkaCluster.Embedded();
            var topic = await cluster.CreateTopic(4);
            var reader = await TestReader.Start(cluster.Source(topic, "group"));
            await Eventually.Holds(() => reader.Source.Partitions.Count > 0, within: TestReader.Patience);
            cluster.TakeDown(1);
            await reader.DisposeAsync().AsTask().WaitAsync(TestReader.Patience, CancellationToken.None);
        });
    }

    private FakeClient Connect()
    {
        var client = new FakeClient();
        _clients.Enqueue(client);
        return client;
    }

    /// <summary>A client that answers when its test says so.</summary>
    private sealed class FakeClient : IOffsetClient
    {
        private int _asked;

        public TaskCompletionSource<WatermarkOffsets> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Asked => Volatile.Read(ref _asked);

        public bool IsDisposed { get; private set; }

        public WatermarkOffsets Ask(TopicPartition partition, TimeSpan within)
        {
            Interlocked.Increment(ref _asked);
            return Answer.Task.GetAwaiter().GetResult();
        }

        public IReadOnlyList<TopicPartition> PartitionsOf(IReadOnlyList<string> topics, TimeSpan within) => [Partition];

        public void Dispose() => IsDisposed = true;
    }
}
