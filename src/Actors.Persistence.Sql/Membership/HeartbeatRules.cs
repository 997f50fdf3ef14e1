using Actors.Membership;

namespace Actors.Persistence.Sql.Membership;

/// <summary>What a heartbeat may say.</summary>
internal static class HeartbeatRules
{
    /// <summary>Refuses one that wants to be where only a move leads.</summary>
    /// <exception cref="ArgumentException">It does.</exception>
    public static void Check(Heartbeat heartbeat)
    {
        if (heartbeat.Status is not (MemberStatus.Joining or MemberStatus.Up or MemberStatus.Leaving))
        {
            throw new ArgumentException(
                $"A heartbeat of {heartbeat.Node} says {heartbeat.Status}; a living node is Joining, Up or Leaving.", nameof(heartbeat));
        }
    }
}
