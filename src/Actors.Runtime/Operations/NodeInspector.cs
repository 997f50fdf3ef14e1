using Actors.Operations;
using Actors.Runtime.Sharding;
using Actors.Runtime.Telemetry;
using Actors.Sharding;

namespace Actors.Runtime.Operations;

/// <summary>Shows an operator what is in a node's memory, and lets entities leave it. Asks the loops themselves, between two messages. Thread-safe.</summary>
public sealed class NodeInspector
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);
    private readonly string _node;
    private readonly LocalShards _shards;
    private readonly ShardCount _shardCount;
    private readonly NodeMetrics _metrics;
    private readonly TimeProvider _time;

    internal NodeInspector(string node, LocalShards shards, ShardCount shardCount, NodeMetrics metrics, TimeProvider time)
    {
        _node = node;
        _shards = shards;
        _shardCount = shardCount;
        _metrics = metrics;
        _time = time;
    }

    /// <summary>The readers that run, by kind and name.</summary>
    public IReadOnlyList<ReaderInfo> Readers =>
    [
        .. _metrics.Lanes.Groups.Select(g => new ReaderInfo(g.Kind, g.Name, g.Lag?.Invoke(), g.InHand, g.HasLanes ? g.Age().TotalSeconds : 0))
            .OrderBy(r => r.Kind, StringComparer.Ordinal).ThenBy(r => r.Name, StringComparer.Ordinal),
    ];

    /// <summary>The shards with their entities in memory.</summary>
    /// <param name="entitiesMax">How many entities of each shard are named.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TimeoutException">A loop did not answer within 5 s, because it hangs or the node stops.</exception>
    public async Task<ActorHierarchy> Hierarchy(int entitiesMax, CancellationToken cancellationToken)
    {
        var hosts = new List<ShardHostInfo>();
        foreach (var host in _shards.Hosts)
        {
            var shards = host.Inspect((machines, memory, _) => ShardInfos.Of(machines, memory, entitiesMax));
            hosts.Add(new ShardHostInfo(hosts.Count, host.MailboxDepth, host.EntityCount, await Answer(shards, cancellationToken).ConfigureAwait(false)));
        }

        return new ActorHierarchy(_node, hosts);
    }

    /// <summary>Lets an entity leave memory now; its snapshot is saved if it is worth one. It comes back with its next message.</summary>
    /// <returns>What was done.</returns>
    /// <exception cref="TimeoutException">The loop did not answer within 5 s.</exception>
    public async Task<ChangeResult> Passivate(EntityKey entity, bool isDryRun, CancellationToken cancellationToken)
    {
        var answer = _shards.HostOf(_shardCount.ShardOf(entity)).Inspect((_, memory, actions) => isDryRun
            ? memory.Find(entity) is { } live ? live.CanPassivate ? PassivationResult.Done : PassivationResult.Busy : PassivationResult.NotInMemory
            : memory.TryPassivate(entity, actions));
        return await Answer(answer, cancellationToken).ConfigureAwait(false) switch
        {
            PassivationResult.Done => new ChangeResult(!isDryRun, isDryRun ? $"{entity} would leave memory" : $"{entity} left memory"),
            PassivationResult.Busy => new ChangeResult(false, $"{entity} has work in hand and stays; try again"),
            _ => new ChangeResult(false, $"{entity} is not in the memory of this node"),
        };
    }

    private Task<T> Answer<T>(Task<T> answer, CancellationToken cancellationToken) => answer.WaitAsync(AnswerTimeout, _time, cancellationToken);
}
