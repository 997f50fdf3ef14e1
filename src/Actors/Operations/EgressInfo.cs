namespace Actors.Operations;

/// <summary>What one node publishes to a sink.</summary>
/// <param name="Egress">The egress.</param>
/// <param name="Shards">How many shards this node publishes.</param>
/// <param name="Lag">How many of their durable records are not published yet.</param>
/// <param name="PausedSince">Since when somebody has paused it at this node, in UTC; <see langword="null"/> when it runs.</param>
public sealed record EgressInfo(string Egress, int Shards, long Lag, DateTimeOffset? PausedSince);
