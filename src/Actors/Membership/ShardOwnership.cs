using Actors.Journal;
using Actors.Sharding;

namespace Actors.Membership;

/// <summary>
/// What one life of a node owns, and what it does about each shard that it should or should not own. A view may be older than what
/// this node has done since: an older epoch than the one held says nothing.
/// </summary>
internal sealed class ShardOwnership(NodeId self)
{
    // At most so many shards are on their way to one node, as far as this node knows, and the sixteenth part of all where that is more. Few
    // wait then for a node that does everything for the first time; the rest is served where it is until those have arrived.
    private const int MovesAtOnceMin = 4;
    private const int MovesAtOncePart = 16;
    private readonly string _owner = self.ToString();
    private readonly Dictionary<ShardId, Epoch> _held = [];
    private readonly HashSet<ShardId> _handingOff = [];
    private readonly HashSet<ShardId> _claiming = [];
    private int _movesAtOnce;

    /// <summary>The shards that this life owns, with their epochs; those that it is handing off included.</summary>
    public IReadOnlyDictionary<ShardId, Epoch> Held => _held;

    /// <summary>Whether it neither owns a shard nor is about to.</summary>
    public bool IsIdle => _held.Count == 0 && _claiming.Count == 0;

    /// <summary>Compares what is with what should be.</summary>
    /// <param name="view">The newest view.</param>
    /// <param name="homes">Where each shard should be; a shard without a home is kept by nobody.</param>
    /// <param name="canClaim">Whether this node may take shards now.</param>
    /// <param name="isFree">Whether a shard whose row names this owner, who is not this node, may be taken.</param>
    /// <param name="actions">Gets what to do.</param>
    public void Step(
        ClusterView view, IReadOnlyDictionary<ShardId, NodeId> homes, bool canClaim, Func<string?, bool> isFree, ClusterActions actions)
    {
        _movesAtOnce = Math.Max(MovesAtOnceMin, view.Shards.Count / MovesAtOncePart);
        var onTheirWay = view.Shards.Where(row => (row.Owner is null || _handingOff.Contains(row.Shard)) && homes.ContainsKey(row.Shard))
            .GroupBy(row => homes[row.Shard]).ToDictionary(moves => moves.Key, moves => moves.Count());
        foreach (var row in view.Shards)
        {
            NodeId? home = homes.TryGetValue(row.Shard, out var found) ? found : null;
            var isHome = home == self;
            if (_held.TryGetValue(row.Shard, out var epoch))
            {
                StepHeld(row, epoch, home, onTheirWay, actions);
            }
            else if (_claiming.Contains(row.Shard) || (row.Owner != _owner && !isFree(row.Owner)))
            {
                continue;
            }
            else if (isHome && canClaim)
            {
                _claiming.Add(row.Shard);
                actions.Claims.Add(row);
            }
            else if (row.Owner == _owner)
            {
                // A claim whose answer was lost: nobody serves the shard, and nobody else may take it.
                actions.Releases.Add(row);
            }
        }
    }

    /// <summary>A claim has ended.</summary>
    /// <returns>Those to serve.</returns>
    public IReadOnlyList<ShardClaim> Claimed(IReadOnlyList<ShardHead> asked, IReadOnlyList<ShardClaim> won)
    {
        _claiming.ExceptWith(asked.Select(head => head.Shard));
        var served = won.Where(claim => !(_held.TryGetValue(claim.Head.Shard, out var held) && held >= claim.Head.Epoch)).ToList();
        foreach (var claim in served)
        {
            _held[claim.Head.Shard] = claim.Head.Epoch;
            _handingOff.Remove(claim.Head.Shard);
        }

        return served;
    }

    /// <summary>A shard is no longer served here.</summary>
    public void Remove(ShardId shard, Epoch epoch)
    {
        if (_held.TryGetValue(shard, out var held) && held == epoch)
        {
            _held.Remove(shard);
            _handingOff.Remove(shard);
        }
    }

    /// <summary>Gives everything up: this life is over.</summary>
    public void LoseAll(ClusterView view, ClusterActions actions)
    {
        var rows = view.Shards.ToDictionary(row => row.Shard);
        foreach (var (shard, epoch) in _held.OrderBy(held => held.Key).ToList())
        {
            actions.Lost.Add(new LostShard(shard, epoch, rows[shard]));
            Remove(shard, epoch);
        }
    }

    private void StepHeld(ShardHead row, Epoch epoch, NodeId? home, Dictionary<NodeId, int> onTheirWay, ClusterActions actions)
    {
        if (row.Epoch < epoch)
        {
            return;
        }

        if (row.Epoch > epoch || row.Owner != _owner)
        {
            actions.Lost.Add(new LostShard(row.Shard, epoch, row));
            Remove(row.Shard, epoch);
        }
        else if (home != self && !_handingOff.Contains(row.Shard) && (home is not { } next || onTheirWay.GetValueOrDefault(next) < _movesAtOnce))
        {
            _handingOff.Add(row.Shard);
            actions.HandOffs.Add(row);
            if (home is { } to)
            {
                onTheirWay[to] = onTheirWay.GetValueOrDefault(to) + 1;
            }
        }
    }
}
