using System.Globalization;
using Actors.Operations;

namespace Actors.Cmd.Screens;

/// <summary>Shows what is in a node's memory as a tree of lines. Shards without anything are only counted.</summary>
internal static class HierarchyScreen
{
    public static void Show(Screen screen, ActorHierarchy hierarchy)
    {
        screen.Line($"node {hierarchy.Node}");
        foreach (var host in hierarchy.Hosts)
        {
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"  host {host.Host}: {host.MailboxDepth} in the mailbox, {host.EntityCount} entities"));
            foreach (var shard in host.Shards.Where(s => s.EntityCount > 0 || s.Pending > 0))
            {
                Show(screen, shard);
            }

            if (host.Shards.Count(s => s.EntityCount == 0 && s.Pending == 0) is > 0 and var idle)
            {
                screen.Line($"    {idle} shards without entities in memory");
            }
        }
    }

    private static void Show(Screen screen, ShardInfo shard)
    {
        screen.Line(string.Create(
            CultureInfo.InvariantCulture, $"    shard {shard.Shard}: epoch {shard.Epoch}, {shard.Pending} pending, {shard.EntityCount} entities"));
        foreach (var entity in shard.Entities)
        {
            screen.Line(string.Create(
                CultureInfo.InvariantCulture, $"      {entity.Entity} v{entity.Version} {entity.State}{(entity.Waiting > 0 ? $", {entity.Waiting} waiting" : "")}"));
        }

        if (shard.EntityCount > shard.Entities.Count)
        {
            screen.Line($"      and {shard.EntityCount - shard.Entities.Count} more");
        }
    }
}
