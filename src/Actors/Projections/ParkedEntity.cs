namespace Actors.Projections;

/// <summary>An entity whose events a build has set aside.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Reason">Why its first event failed the last time it was tried.</param>
/// <param name="Records">How many of its records wait.</param>
/// <param name="Since">When it was parked, in UTC.</param>
/// <param name="IsWanted">Whether somebody has asked for them to be applied.</param>
public sealed record ParkedEntity(EntityKey Entity, string Reason, long Records, DateTimeOffset Since, bool IsWanted);
