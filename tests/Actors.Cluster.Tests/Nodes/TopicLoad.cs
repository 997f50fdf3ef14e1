using System.Collections.Concurrent;
using System.Globalization;
using Actors.Cluster.Tests.Programs;
using Actors.Journal;
using Actors.Sharding;
using Actors.Streams.Kafka.Sinks;
using Actors.Streams.Publishing;
using Actors.TestKit.Processes;
using Actors.TestKit.Time;

namespace Actors.Cluster.Tests.Nodes;

/// <summary>
/// Fills a topic with commands at a steady rate, and remembers which of them the broker has acknowledged: each of these must be in the journal
/// afterwards, and none twice.
/// </summary>
internal sealed class TopicLoad : IAsyncDisposable
{
    private const int BatchSize = 5;
    private const int PageMax = 5000;
    private static readonly TimeSpan BatchEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private readonly NodeCluster _cluster;
    private readonly ProgramTopic _topic;
    private readonly KafkaSink _sink;
    private readonly Random _random;
    private readonly ConcurrentQueue<ClusterAnswer> _acknowledged = [];
    private readonly HashSet<CommandId> _durable = [];
    private readonly Dictionary<ShardId, SequenceNumber> _places = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _publishing = new(1);
    private readonly Task _sending;
    private int _sent;

    public TopicLoad(NodeCluster cluster, ProgramTopic topic, int seed)
    {
        _cluster = cluster;
        _topic = topic;
        _sink = new KafkaSink(new KafkaSinkOptions { Connection = topic.Connection, Topic = topic.Name });
        _random = new Random(seed);
        _sending = Send();
    }

    /// <summary>What the broker has acknowledged: the nodes owe the journal each of them, accepted.</summary>
    public IReadOnlyCollection<ClusterAnswer> Acknowledged => _acknowledged;

    /// <summary>Waits until all that is acknowledged now is durable in the journal.</summary>
    /// <returns>How long that took.</returns>
    /// <exception cref="TimeoutException">Nothing more becomes durable.</exception>
    public async Task<TimeSpan> Progress()
    {
        var started = TimeProvider.System.GetTimestamp();
        if (!await AreDurable([.. _acknowledged.Select(a => a.Id)]))
        {
            throw new TimeoutException($"Of {_acknowledged.Count} records of topic {_topic.Name}, {_durable.Count} are in the journal, and no more come.\n{_cluster.Logs()}");
        }

        return TimeProvider.System.GetElapsedTime(started);
    }

    /// <summary>Sends some commands besides, and waits until the journal has all of them.</summary>
    /// <param name="commands">Commands that their entities accept.</param>
    /// <param name="name">Makes their ids.</param>
    /// <returns>How long that took, from before they were sent.</returns>
    /// <exception cref="TimeoutException">They do not become durable.</exception>
    public async Task<TimeSpan> Probe(IReadOnlyList<ProgramCommand> commands, string name)
    {
        var started = TimeProvider.System.GetTimestamp();
        var batch = commands.Select((command, i) => (command, string.Create(CultureInfo.InvariantCulture, $"{name} {i}"))).ToList();
        await Publish(batch);
        return await AreDurable([.. batch.Select(b => _topic.IdOf(b.Item2))])
            ? TimeProvider.System.GetElapsedTime(started)
            : throw new TimeoutException($"Of {commands.Count} records '{name}' of topic {_topic.Name} some do not come to the journal.\n{_cluster.Logs()}");
    }

    /// <summary>Sends no more, and waits until all is durable, or until nothing more becomes so: the audit tells what is missing.</summary>
    public async Task Stop()
    {
        await _stopping.CancelAsync();
        await _sending;
        await AreDurable([.. _acknowledged.Select(a => a.Id)]);
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _sink.Dispose();
        _publishing.Dispose();
        _stopping.Dispose();
    }

    private async Task Send()
    {
        using var timer = new PeriodicTimer(BatchEvery);
        while (!_stopping.IsCancellationRequested)
        {
            var batch = Enumerable.Range(0, BatchSize).Select(_ => (Command: _topic.Next(_random), Id: (++_sent).ToString(CultureInfo.InvariantCulture))).ToList();
            await Publish(batch);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>Publishes until the broker has acknowledged all; what it gets twice has the same ids.</summary>
    private async Task Publish(IReadOnlyList<(ProgramCommand Command, string Id)> batch)
    {
        var started = TimeProvider.System.GetTimestamp();
        SinkRecord[] records = [.. batch.Select(b => _topic.Encode(b.Command, b.Id))];
        await _publishing.WaitAsync(CancellationToken.None);
        try
        {
            while (!await TryPublish(records))
            {
            }
        }
        finally
        {
            _publishing.Release();
        }

        foreach (var (command, id) in batch)
        {
            var accepted = new CommandAnswer(true, string.Empty);
            _acknowledged.Enqueue(new ClusterAnswer(command.Entity, _topic.IdOf(id), accepted, TimeProvider.System.GetElapsedTime(started)));
        }
    }

    private async Task<bool> TryPublish(IReadOnlyList<SinkRecord> records)
    {
        try
        {
            await _sink.Publish(records, CancellationToken.None);
            return true;
        }
        catch (SinkUnavailableException)
        {
            return false;
        }
    }

    /// <returns><see langword="false"/> when nothing more has become durable for a long while.</returns>
    private async Task<bool> AreDurable(IReadOnlyList<CommandId> ids)
    {
        await using var store = await _cluster.OpenStore();
        using var timer = new PeriodicTimer(LookEvery);
        for (var known = -1; !ids.All(_durable.Contains);)
        {
            if (known == _durable.Count)
            {
                return false;
            }

            known = _durable.Count;
            var looked = TimeProvider.System.GetTimestamp();
            await Eventually.Holds(async () =>
            {
                await timer.WaitForNextTickAsync(CancellationToken.None);
                await ReadOn(store.Journal);
                return _durable.Count > known || TimeProvider.System.GetElapsedTime(looked) > NodeCluster.Patience;
            }, within: NodeCluster.Patience * 2);
        }

        return true;
    }

    private async Task ReadOn(IJournal journal)
    {
        foreach (var (shard, _, _, head) in await journal.Heads([.. journal.ShardCount.All], default))
        {
            while (_places.GetValueOrDefault(shard) < head && await journal.Read(shard, _places.GetValueOrDefault(shard), PageMax, default) is [.., var last] page)
            {
                _durable.UnionWith(page.Select(r => r.Metadata.CommandId).OfType<CommandId>());
                _places[shard] = last.Sequence;
            }
        }
    }
}
