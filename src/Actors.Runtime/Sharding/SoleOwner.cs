using Actors.Journal;
using Actors.Runtime.Cluster;
using Actors.Sharding;

namespace Actors.Runtime.Sharding;

/// <summary>
/// Ownership for a node that is alone by its configuration: it claims every shard there is, keeps it until it stops or another
/// claims it, and does not claim it back then: whoever starts later is the one that was meant.
/// </summary>
internal sealed class SoleOwner : IShardOwnership
{
    private readonly IJournal _journal;
    private readonly LocalShards _shards;
    private readonly RegionServices _services;
    private readonly string _node;

    public SoleOwner(IJournal journal, LocalShards shards, RegionServices services, string node)
    {
        _journal = journal;
        _shards = shards;
        _services = services;
        _node = node;
        shards.Abandoned = shard => services.Supervisor.Run($"claim of shard {shard}", token => Claim([shard], token));
        shards.Fenced = (row, _) => services.Health.Unhealthy($"shard {row.Shard}", $"{row.Owner} owns it since epoch {row.Epoch}");
    }

    public ClusterState State => new(null, true, [], [.. _shards.Owned.Select(o => new ShardHead(o.Shard, _node, o.Epoch, _services.Tail.Head(o.Shard)))]);

    public Task Prepare(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task Start(CancellationToken cancellationToken)
    {
        _services.Lease.HoldForEver();
        await Claim([.. _journal.ShardCount.All], cancellationToken).ConfigureAwait(false);
        _services.Logger.ShardsClaimed(_node, _journal.ShardCount.Value, _journal.ShardCount.Value);
    }

    public Task<bool> Leave(CancellationToken cancellationToken) => Task.FromResult(true);

    private async Task Claim(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken)
    {
        foreach (var shard in shards)
        {
            var claim = await _journal.Claim(shard, _node, cancellationToken).ConfigureAwait(false);
            _shards.Take(claim, await LaneRecovery.Read(_journal, null, claim, cancellationToken).ConfigureAwait(false));
        }
    }
}
