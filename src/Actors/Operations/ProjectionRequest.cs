namespace Actors.Operations;

/// <summary>What an operator sends to change a projection.</summary>
/// <param name="Version">The version to build with; by default the newest that the node has.</param>
/// <param name="Build">The build to drop.</param>
/// <param name="Entity">The entity to unpark, as type/id; by default all.</param>
/// <param name="Reason">Why, for the audit; at most 500 characters.</param>
/// <param name="IsDryRun">Whether only to say what would happen.</param>
public sealed record ProjectionRequest(
    int? Version = null, int? Build = null, string? Entity = null, string? Reason = null, bool IsDryRun = false)
{
    /// <summary>The reason and whether it is a dry run.</summary>
    public ChangeRequest ToChange() => new(Reason, IsDryRun);
}
