namespace Actors.Operations;

/// <summary>An entity whose records a build has set aside.</summary>
/// <param name="Build">The build.</param>
/// <param name="Entity">The entity.</param>
/// <param name="Records">How many of its records wait.</param>
/// <param name="Since">When it was parked, in UTC.</param>
/// <param name="IsWanted">Whether somebody has asked for them to be applied.</param>
/// <param name="Reason">Why its first record failed the last time it was tried.</param>
public sealed record ParkedEntityInfo(int Build, string Entity, long Records, DateTimeOffset Since, bool IsWanted, string Reason);
