namespace Actors.Journal.Retention;

/// <summary>An entity was to be shown as it was at a moment of which retention has removed the records.</summary>
/// <param name="entity">The entity.</param>
/// <param name="earliest">The earliest version that can be shown.</param>
public sealed class HistoryRemovedException(EntityKey entity, EntityVersion earliest) : Exception(
    $"{entity} cannot be shown as it was then: events before version {earliest} were removed by retention, and this is the earliest one that "
    + "can be shown.")
{
    /// <summary>The entity.</summary>
    public EntityKey Entity => entity;

    /// <summary>The earliest version that can be shown.</summary>
    public EntityVersion Earliest => earliest;
}
