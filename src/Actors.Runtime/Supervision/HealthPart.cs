namespace Actors.Runtime.Supervision;

/// <summary>How one part of a node is.</summary>
/// <param name="Name">The part, such as <c>journal</c> or <c>reaction fulfilment</c>.</param>
/// <param name="IsHealthy">Whether it does its work.</param>
/// <param name="Since">Since when it is so, in UTC.</param>
/// <param name="Detail">What is wrong and what it waits for; empty when all is well.</param>
public sealed record HealthPart(string Name, bool IsHealthy, DateTimeOffset Since, string Detail);
