using System.Globalization;

namespace Actors.Persistence.Sql.Projections.Builds;

/// <summary>Names one build of one projection, for the lock on it.</summary>
internal readonly record struct BuildKey(string Projection, int Build)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Projection}#{Build}");
}
