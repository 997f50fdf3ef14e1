namespace Actors.Persistence.Sql.Projections.Builds;

/// <summary>A view could not be exchanged, because a reader's transaction has held it all the time.</summary>
/// <param name="inner">What the database said last.</param>
internal sealed class ViewInUseException(Exception inner) : Exception("A reader's transaction holds the view.", inner);
