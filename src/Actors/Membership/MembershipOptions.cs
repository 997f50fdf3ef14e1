namespace Actors.Membership;

/// <summary>The times of a cluster. All its nodes should have the same; they decide how soon a shard moves, never whether data is right.</summary>
public sealed record MembershipOptions
{
    /// <summary>How often a node tells that it lives, and sees how the others are. 250 ms.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>A member that has been silent for longer, by the store's clock, is declared down. 1 s.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How much earlier than the others a node holds its own lease for over, by its own monotonic clock from the moment at which it sent
    /// the heartbeat: room for clocks that run at different speeds. 200 ms.
    /// </summary>
    public TimeSpan LeaseMargin { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A member that most of the others have not reached for as long is declared down, though it beats. 3 s.</summary>
    public TimeSpan UnreachableTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a member that is down and owns nothing is still shown. 1 minute.</summary>
    public TimeSpan RemoveAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What is wrong with the options, each fault with what would be right; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (HeartbeatInterval < TimeSpan.FromMilliseconds(20) || HeartbeatInterval > TimeSpan.FromMinutes(1))
        {
            faults.Add($"HeartbeatInterval is {HeartbeatInterval}; use 20 ms to 1 minute.");
        }

        if (Lease < 3 * HeartbeatInterval)
        {
            faults.Add($"Lease is {Lease}; use at least three times HeartbeatInterval ({HeartbeatInterval}), so that one late heartbeat kills nobody.");
        }

        if (LeaseMargin <= TimeSpan.Zero || LeaseMargin > Lease / 2)
        {
            faults.Add($"LeaseMargin is {LeaseMargin}; use more than zero and at most half of Lease ({Lease}).");
        }

        if (UnreachableTimeout < Lease)
        {
            faults.Add($"UnreachableTimeout is {UnreachableTimeout}; use at least Lease ({Lease}).");
        }

        if (RemoveAfter < Lease)
        {
            faults.Add($"RemoveAfter is {RemoveAfter}; use at least Lease ({Lease}).");
        }

        return faults;
    }
}
