using System.Diagnostics.Metrics;
using Actors.Runtime.Readers.Builds;

namespace Actors.Runtime.Telemetry;

/// <summary>Shows how versioned projections are on a node, whenever somebody looks.</summary>
internal static class ProjectionGauges
{
    /// <summary>Puts projections on a meter.</summary>
    public static void Add(Meter meter, IReadOnlyList<ProjectionHost> projections)
    {
        meter.CreateObservableGauge(
            "actors.projection.age", () => Of(projections, p => p.Age.TotalSeconds), "s", "For how long the oldest record in hand has waited that readers do not see.");
        meter.CreateObservableUpDownCounter(
            "actors.projection.parked", () => Of(projections, p => p.Parked), "{entity}", "Entities of this node's shards whose records are set aside.");
        meter.CreateObservableUpDownCounter(
            "actors.projection.standing", () => Of(projections, p => p.Standing), "{build}", "Builds that stand still until somebody resumes them.");
    }

    private static IEnumerable<Measurement<T>> Of<T>(IReadOnlyList<ProjectionHost> projections, Func<ProjectionHost, T> value)
        where T : struct =>
        projections.Select(p => new Measurement<T>(value(p), new KeyValuePair<string, object?>("actors.projection", p.Name.Value)));
}
