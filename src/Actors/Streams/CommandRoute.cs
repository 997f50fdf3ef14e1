using Actors.Schema;

namespace Actors.Streams;

/// <summary>Which command of which kind of entity a record stands for.</summary>
/// <param name="Entity">The kind of entity.</param>
/// <param name="Command">The command's wire name and version.</param>
public sealed record CommandRoute(EntityType Entity, WireName Command);
