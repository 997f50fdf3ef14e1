namespace Actors.Cluster.Tests.Drills;

/// <summary>What kills came to.</summary>
/// <param name="Kills">How many nodes were killed.</param>
/// <param name="P50Ms">Half of the kills were over for every probed entity within this time.</param>
/// <param name="P99Ms">99 in 100 were.</param>
/// <param name="Lost">Acknowledged commands that are not in the journal.</param>
/// <param name="Duplicated">Commands that took effect twice.</param>
/// <param name="Clean">Whether the audit found nothing else either.</param>
/// <param name="Answers">How many commands of the load were answered meanwhile, those from a topic included.</param>
/// <param name="FromTopic">How many of these came through Kafka: the broker had acknowledged them.</param>
/// <param name="TopicP50Ms">Half of the kills were over for every probed entity within this time, where the probes came through Kafka: sent to the topic after the kill, and durable.</param>
/// <param name="TopicP99Ms">99 in 100 were.</param>
internal sealed record FailoverFigures(
    int Kills, double P50Ms, double P99Ms, long Lost, long Duplicated, bool Clean, int Answers, int FromTopic, double TopicP50Ms, double TopicP99Ms);
