namespace Actors.Projections;

/// <summary>How two builds of a projection differ when both had applied exactly the same records.</summary>
/// <param name="Time">When they were compared, in UTC.</param>
/// <param name="Active">The number of the build that was active.</param>
/// <param name="Tables">Table by table; one that only one of them has is missing.</param>
public sealed record ProjectionComparison(DateTimeOffset Time, int Active, IReadOnlyList<TableComparison> Tables)
{
    /// <summary>Whether all rows of all shared tables and columns are equal.</summary>
    public bool IsEqual => Tables.All(t => t.IsEqual);
}
