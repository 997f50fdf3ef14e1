using Actors.Journal;
using Actors.Membership;
using Actors.Runtime.Sharding;
using Actors.Runtime.Supervision;
using Actors.Schema;
using Actors.Sharding;

namespace Actors.Runtime.Cluster;

/// <summary>
/// Carries the moves of shards out: claims many in one round trip and serves each as soon as its lanes are known; hands others off and
/// releases them. Its methods are called on the member's loop; what takes time runs beside it.
/// </summary>
/// <param name="services">What it works with.</param>
/// <param name="machine">The member's machine; touched on the loop only.</param>
/// <param name="post">Runs an action on the loop.</param>
internal sealed class ShardMoves(ClusterServices services, ClusterMachine machine, Action<Action> post) : IDisposable
{
    // Each needs a connection of the store. More at once would make new ones, which takes longer than to wait for those that are there.
    private const int RecoveriesAtOnce = 4;
    private readonly SemaphoreSlim _room = new(RecoveriesAtOnce);
    private readonly HashSet<(ShardId Shard, Epoch Epoch)> _leaving = [];

    /// <inheritdoc/>
    public void Dispose() => _room.Dispose();

    /// <summary>Starts what the machine asks for.</summary>
    public void CarryOut(ClusterActions actions, NodeId self, CancellationToken cancellationToken)
    {
        if (actions.Claims.Count > 0)
        {
            ShardHead[] wanted = [.. actions.Claims];
            _ = Task.Run(() => Claim(self, wanted, cancellationToken), CancellationToken.None);
        }

        foreach (var row in actions.HandOffs)
        {
            _leaving.Add((row.Shard, row.Epoch));
            _ = Task.Run(() => HandOff(row, cancellationToken), CancellationToken.None);
        }

        foreach (var row in actions.Releases)
        {
            _ = Task.Run(() => Release(row.Shard, row.Epoch, services.Node.Time.GetTimestamp(), cancellationToken), CancellationToken.None);
        }
    }

    /// <summary>Leaves a shard that this process cannot serve to the other nodes. Thread-safe.</summary>
    public void Refuse(ShardId shard, string reason)
    {
        services.Node.Logger.ShardRefused(shard, reason);
        post(() => machine.Refuse(shard));
    }

    /// <summary>Throws away what others have taken.</summary>
    public void Drop(IReadOnlyList<LostShard> lost)
    {
        foreach (var shard in lost)
        {
            services.Shards.Drop(shard.Shard, shard.Epoch, shard.Row);
        }
    }

    /// <summary>Gives a shard up that this node has stopped serving for a fault of its own, so that it is claimed anew.</summary>
    public void ClaimAnew(ShardId shard)
    {
        if (machine.Held.TryGetValue(shard, out var epoch))
        {
            _ = Task.Run(() => Release(shard, epoch, services.Node.Time.GetTimestamp(), services.Node.Supervisor.Stopping), CancellationToken.None);
        }
    }

    private async Task Claim(NodeId self, ShardHead[] wanted, CancellationToken cancellationToken)
    {
        try
        {
            var won = await services.Journal.TryClaim(wanted, self.ToString(), cancellationToken).ConfigureAwait(false);
            var claimedAt = services.Node.Time.GetTimestamp();
            post(() =>
            {
                foreach (var claim in machine.Claimed(self, wanted, won))
                {
                    _ = Task.Run(() => Recover(claim, claimedAt, cancellationToken), CancellationToken.None);
                }
            });
        }
        catch (Exception exception) // Its fate is unknown; the next view tells it.
        {
            services.Node.Logger.MoveFailed("A claim", exception.Message);
            post(() => machine.ClaimFailed(self, wanted));
        }
    }

    private async Task Recover(ShardClaim claim, long claimedAt, CancellationToken cancellationToken)
    {
        try
        {
            await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var lanes = await Persist(token => LaneRecovery.Read(services.Journal, services.Model, claim, token), cancellationToken)
                    .ConfigureAwait(false);
                post(() => Serve(claim, claimedAt, lanes));
            }
            finally
            {
                _room.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
        catch (Exception exception) when (exception is UnknownMessageException or FormatException)
        {
            // Written by a later version, or damaged: this node cannot serve the shard, and another may.
            Refuse(claim.Head.Shard, exception.Message);
        }
        catch (Exception exception)
        {
            services.Node.Logger.ShardUnreadable(claim.Head.Shard, exception.Message);
            services.Node.Health.Unhealthy($"shard {claim.Head.Shard}", exception.Message);
            await Task.Delay(TimeSpan.FromSeconds(5), services.Node.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            services.Node.Health.Remove($"shard {claim.Head.Shard}");
            await Release(claim.Head.Shard, claim.Head.Epoch, claimedAt, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Serve(ShardClaim claim, long claimedAt, LaneLedger lanes)
    {
        // It may have been lost, or asked back, while its lanes were read.
        if (machine.Held.TryGetValue(claim.Head.Shard, out var epoch) && epoch == claim.Head.Epoch && !_leaving.Contains((claim.Head.Shard, epoch)))
        {
            services.Shards.Take(claim, lanes);
            if (claim.Unserved is { } before)
            {
                var unserved = before + services.Node.Time.GetElapsedTime(claimedAt);
                services.Node.Metrics.ShardMoved(unserved);
                services.Node.Logger.ShardMoved(claim.Head.Shard, epoch, claim.Head.Head, (long)Math.Ceiling(unserved.TotalMilliseconds));
            }
            else
            {
                services.Node.Logger.ShardTaken(claim.Head.Shard, epoch, claim.Head.Head);
            }
        }
    }

    private async Task HandOff(ShardHead row, CancellationToken cancellationToken)
    {
        var leftAt = services.Node.Time.GetTimestamp();
        await services.Shards.HandOff(row.Shard).ConfigureAwait(false);
        await Release(row.Shard, row.Epoch, leftAt, cancellationToken).ConfigureAwait(false);
        services.Node.Logger.ShardHandedOff(row.Shard, row.Epoch);
    }

    private async Task Release(ShardId shard, Epoch epoch, long leftAt, CancellationToken cancellationToken)
    {
        try
        {
            await Persist(
                async token =>
                {
                    await services.Journal.Release(shard, epoch, services.Node.Time.GetElapsedTime(leftAt), token).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
            post(() =>
            {
                _leaving.Remove((shard, epoch));
                machine.HandedOff(shard, epoch);
                machine.Announced();
            });
        }
        catch (OperationCanceledException)
        {
            // The node stops; the shard falls free with its membership.
        }
    }

    /// <summary>Tries again until the store is back.</summary>
    private async Task<T> Persist<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var backoff = new RestartBackoff(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(500), services.Node.Time);
        while (true)
        {
            try
            {
                return await work(cancellationToken).ConfigureAwait(false);
            }
            catch (JournalUnavailableException)
            {
                await backoff.Wait(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
