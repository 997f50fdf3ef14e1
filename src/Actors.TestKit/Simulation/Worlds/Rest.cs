namespace Actors.TestKit.Simulation.Worlds;

/// <summary>Whether a world has anything left to do, apart from waiting for timers that are not due.</summary>
internal static class Rest
{
    public static bool IsReached(SimulatedWorld world) => !Reasons(world).Any();

    /// <summary>What is left to do, for people.</summary>
    public static string Describe(SimulatedWorld world) => string.Join("; ", Reasons(world));

    private static IEnumerable<string> Reasons(SimulatedWorld world)
    {
        if (!world.Network.IsEmpty)
        {
            yield return "messages are on their way";
        }

        if (world.Nodes.FirstOrDefault(n => !n.IsIdle) is { } node)
        {
            yield return $"{node.Name} is busy with {node.Pending} messages";
        }

        if (Checkers.PlacementChecker.Unsettled(world) is { } unsettled)
        {
            yield return unsettled;
        }

        if (world.Journal.LateCount > 0)
        {
            yield return $"{world.Journal.LateCount} transactions are late";
        }

        if (world.Journal.Letters is [var letter, ..])
        {
            yield return $"{world.Journal.Letters.Count} commands are parked, the first one because of {letter.Detail}";
        }

        if (world.Journal.NextTimer <= world.Now)
        {
            yield return "a timer is due";
        }

        if (world.Clients.FirstOrDefault(c => !c.IsDone) is { } client)
        {
            yield return $"{client.Name} waits for an answer";
        }

        if (world.Operators.Any(o => !o.IsIdle))
        {
            yield return "an operator waits for an answer";
        }

        if (world.Senders.FirstOrDefault(s => !s.IsIdle) is { } sender)
        {
            yield return $"lane {sender.Source.Lane} has {sender.EntryCount} records in hand";
        }

        if (world.Projections.FirstOrDefault(p => !p.IsIdle) is { } projection)
        {
            yield return $"projection {projection.Name} is behind";
        }
    }
}
