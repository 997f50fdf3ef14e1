using System.Collections.Concurrent;
using Actors.Cluster.Tests.Programs;

namespace Actors.Cluster.Tests.Nodes;

/// <summary>
/// Clients that each send one command, wait for its answer and send the next, until they are told to stop. Now and then one sends an
/// answered command again, elsewhere: the answer must be the first one.
/// </summary>
internal sealed class ClusterLoad : IAsyncDisposable
{
    private const int RepeatedOneIn = 20;
    private readonly ClusterClient _client;
    private TopicLoad? _topic;
    private readonly IClusterProgram _program;
    private readonly int _seed;
    private readonly TimeSpan _pause;
    private Task _sending = Task.CompletedTask;
    private volatile bool _isOver;

    private ClusterLoad(NodeCluster cluster, int seed, TimeSpan pause)
    {
        _client = new ClusterClient(cluster);
        _program = cluster.Program;
        _seed = seed;
        _pause = pause;
    }

    /// <summary>Everything that was answered.</summary>
    public ConcurrentQueue<ClusterAnswer> Answers { get; } = [];

    /// <summary>Commands that were answered otherwise when they were sent again.</summary>
    public ConcurrentQueue<string> OtherAnswers { get; } = [];

    /// <summary>How many commands a broker has acknowledged, where the application takes some from a topic.</summary>
    public int AcknowledgedByBroker => _topic?.Acknowledged.Count ?? 0;

    /// <summary>How often something was sent again for want of an answer.</summary>
    public long Retries => _client.Retries;

    /// <summary>How often a listening node did not answer.</summary>
    public long Refusals => _client.Refusals;

    /// <summary>Sends the openings and starts the clients.</summary>
    /// <param name="cluster">To whom they send.</param>
    /// <param name="clients">How many there are.</param>
    /// <param name="seed">What they send follows from it.</param>
    /// <param name="pause">How long each of them waits between its commands; not at all by default.</param>
    public static async Task<ClusterLoad> Start(NodeCluster cluster, int clients, int seed, TimeSpan pause = default)
    {
        var load = new ClusterLoad(cluster, seed, pause);
        await Parallel.ForEachAsync(cluster.Program.Openings().Index(), async (opening, _) =>
            load.Answers.Enqueue(await load._client.Send(opening.Item, $"open {opening.Item.Entity}", opening.Index)));
        load._sending = Task.WhenAll(Enumerable.Range(0, clients).Select(load.Send));
        load._topic = cluster.Program.Topic is { } topic ? new TopicLoad(cluster, topic, seed) : null;
        return load;
    }

    /// <summary>Waits until so many more are answered.</summary>
    public async Task Progress(int answers)
    {
        var wanted = Answers.Count + answers;
        await TestKit.Time.Eventually.Holds(
            () => Answers.Count >= wanted || _sending.IsCompleted, () => $"{Answers.Count} of {wanted} answers", NodeCluster.Patience);
        if (_sending.IsFaulted)
        {
            await _sending;
        }
    }

    /// <summary>Waits until what the broker has acknowledged until now is in the journal.</summary>
    /// <returns>How long that took; <see langword="null"/> where the application takes nothing from a topic.</returns>
    public async Task<TimeSpan?> ProgressOnTopic() => _topic is null ? null : await _topic.Progress();

    /// <summary>Sends commands through the topic, and waits until the journal has them.</summary>
    /// <returns>How long that took; <see langword="null"/> where the application takes nothing from a topic.</returns>
    public async Task<TimeSpan?> ProbeTopic(IEnumerable<ProgramCommand> commands, string name) => _topic is null ? null : await _topic.Probe([.. commands], name);

    /// <summary>Lets each client finish its command, and the nodes read the topic to its end. What the broker acknowledged counts as answered from now on.</summary>
    public async Task Stop()
    {
        _isOver = true;
        await _sending;
        if (_topic is { } topic)
        {
            await topic.Stop();
            topic.Acknowledged.ToList().ForEach(Answers.Enqueue);
        }
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await (_topic?.DisposeAsync() ?? ValueTask.CompletedTask);
        _client.Dispose();
    }

    private async Task Send(int client)
    {
        var random = new Random((_seed * 1000) + client);
        using var timer = _pause > TimeSpan.Zero ? new PeriodicTimer(_pause) : null;
        while (!_isOver)
        {
            if (timer is not null)
            {
                await timer.WaitForNextTickAsync(CancellationToken.None);
            }

            if (_program.Next(random) is not { } command)
            {
                continue;
            }

            var (key, node) = ($"{client} {random.NextInt64()}", random.Next(100));
            var answer = await _client.Send(command, key, node);
            Answers.Enqueue(answer);
            if (random.Next(RepeatedOneIn) == 0
                && await _client.Send(command, key, node + 1) is { Answer: var second } && !ClusterAudit.IsSame(answer.Answer, second))
            {
                OtherAnswers.Enqueue($"{answer.Entity} was told of {key} first: {answer.Answer}, and then: {second}");
            }
        }
    }
}
