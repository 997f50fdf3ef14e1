namespace Actors.Operations;

/// <summary>One entity in memory.</summary>
/// <param name="Entity">Its address, such as <c>order/17</c>.</param>
/// <param name="Version">Its version, changes that are not durable yet included.</param>
/// <param name="State"><c>live</c>, <c>loading</c>, <c>parked</c> or <c>quarantined</c>.</param>
/// <param name="Waiting">How many messages wait for it to be loaded.</param>
public sealed record LiveEntityInfo(string Entity, long Version, string State, int Waiting);
