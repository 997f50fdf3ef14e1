using Actors.Schema;

namespace Actors.Streams;

/// <summary>Which command of which kind of entity a record stands for.</summary>
/// <param name="Entity">The kind of entity.</param>
/// <param name="Command">The command's wire name and version.</param>
public sealed record CommandRoute(EntityType Entity, WireName Command)
{
    /// <summary>
    /// A pure function that checks the command on this route: what is wrong with it, or <see langword="null"/>. Beside the rules of
    /// the command itself, for what only this source must keep.
    /// </summary>
    public Func<object, Rejection?>? Validate { get; init; }
}
