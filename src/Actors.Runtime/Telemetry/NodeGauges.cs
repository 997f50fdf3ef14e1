using System.Diagnostics.Metrics;
using Actors.Runtime.Sharding;
using Actors.Runtime.Supervision;

namespace Actors.Runtime.Telemetry;

/// <summary>Shows what the parts of a node count for themselves, whenever somebody looks.</summary>
internal static class NodeGauges
{
    /// <summary>Puts the shard hosts and the health board on a meter.</summary>
    public static void Add(Meter meter, IReadOnlyList<ShardHost> hosts, HealthBoard health, int shardCount)
    {
        meter.CreateObservableCounter(
            "actors.commands", () => Replies(hosts, 0, 6), "{command}", "Replies to commands, by what the reply said.");
        meter.CreateObservableCounter(
            "actors.views", () => Replies(hosts, 6, CommandCounts.Names.Count), "{view}", "Replies to questions for a state.");
        meter.CreateObservableUpDownCounter(
            "actors.mailbox.depth", () => hosts.Select((h, i) => OfHost(h.MailboxDepth, i)), "{message}", "Messages that wait for their shard's loop.");
        meter.CreateObservableUpDownCounter(
            "actors.entities", () => hosts.Select((h, i) => OfHost(h.EntityCount, i)), "{entity}", "Entities in memory.");
        meter.CreateObservableCounter(
            "actors.entity.passivations", () => hosts.Sum(h => h.Passivated), "{entity}", "Entities that left memory to make room.");
        meter.CreateObservableUpDownCounter(
            "actors.shards", () => hosts.Select((h, i) => OfHost(h.ShardsDriven, i)), "{shard}", "Shards that this node owns.");
        meter.CreateObservableUpDownCounter("actors.journal.shards", () => shardCount, "{shard}", "Shards of the whole journal.");
        meter.CreateObservableGauge(
            "actors.part.ready",
            () => health.Parts.Select(p => new Measurement<int>(p.IsReady ? 1 : 0, new KeyValuePair<string, object?>("actors.part", p.Name))),
            null,
            "1 while a part of the node does its work, else 0.");
    }

    private static IEnumerable<Measurement<long>> Replies(IReadOnlyList<ShardHost> hosts, int first, int end) =>
        Enumerable.Range(first, end - first).Select(index => new Measurement<long>(
            hosts.Sum(h => h.Counts[index]), new KeyValuePair<string, object?>("actors.outcome", CommandCounts.Names[index])));

    private static Measurement<int> OfHost(int value, int index) =>
        new(value, new KeyValuePair<string, object?>("actors.shard_host", index));
}
