namespace Actors.Cluster.Tests.Drills;

/// <summary>Percentiles of measured times.</summary>
internal static class Percentile
{
    /// <summary>The value that a share of all does not exceed, rounded to a tenth.</summary>
    /// <param name="sorted">In ascending order; 0 is given when there are none.</param>
    /// <param name="share">Above 0, at most 1.</param>
    public static double Of(IReadOnlyList<double> sorted, double share) =>
        sorted.Count == 0 ? 0 : Math.Round(sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)], 1);
}
