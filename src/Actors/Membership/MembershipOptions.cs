namespace Actors.Membership;

/// <summary>
/// The times of a cluster. All its nodes should have the same, but may differ while they are changed; they decide how soon a shard moves,
/// never whether data is right.
/// </summary>
public sealed record MembershipOptions
{
    /// <summary>How often a node tells that it lives, and sees how the others are. 250 ms.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>A member is declared down that has been silent for longer than the lease that it told when it joined. 1 s.</summary>
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

    /// <summary>What is wrong with these options, each fault with the name of its option; empty when nothing is.</summary>
    public IReadOnlyList<(string Option, TimeSpan Value, string Fault)> Faults()
    {
        var faults = new List<(string, TimeSpan, string)>();
        Check(
            HeartbeatInterval >= TimeSpan.FromMilliseconds(20) && HeartbeatInterval <= TimeSpan.FromMinutes(1),
            nameof(HeartbeatInterval), HeartbeatInterval, "must be from 20 ms to 1 minute");
        Check(
            Lease >= 3 * HeartbeatInterval && Lease <= TimeSpan.FromHours(1),
            nameof(Lease), Lease, $"must be at least three heartbeats ({3 * HeartbeatInterval}), so that one late heartbeat kills nobody, and at most 1 hour");
        Check(
            LeaseMargin > TimeSpan.Zero && LeaseMargin <= Lease / 2,
            nameof(LeaseMargin), LeaseMargin, $"must be above zero, as clocks do not run alike, and at most half of the lease ({Lease / 2})");
        Check(
            UnreachableTimeout >= Lease && UnreachableTimeout <= TimeSpan.FromDays(1),
            nameof(UnreachableTimeout), UnreachableTimeout, $"must be at least the lease ({Lease}), for a connection takes that long to be given up, and at most 1 day");
        Check(
            RemoveAfter >= Lease && RemoveAfter <= TimeSpan.FromDays(30),
            nameof(RemoveAfter), RemoveAfter, $"must be at least the lease ({Lease}), so that no member is forgotten while others wait for its silence, and at most 30 days");
        return faults;

        void Check(bool isGood, string option, TimeSpan value, string fault)
        {
            if (!isGood)
            {
                faults.Add((option, value, fault));
            }
        }
    }
}
