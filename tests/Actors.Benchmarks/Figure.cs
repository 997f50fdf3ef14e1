namespace Actors.Benchmarks;

/// <summary>One measured figure, in the form of the JSON report.</summary>
internal sealed record Figure(
    string Name,
    string Database,
    int Callers,
    int Entities,
    double PerSecond,
    double P50Ms,
    double P99Ms,
    double P999Ms,
    double LimitPerSecond,
    double Ratio);
