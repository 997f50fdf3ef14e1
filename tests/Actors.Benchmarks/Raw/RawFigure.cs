using Actors.Benchmarks.Load;

namespace Actors.Benchmarks.Raw;

/// <summary>What a bare loop reached.</summary>
/// <param name="RecordsPerSecond">Durable records per second, all writers together.</param>
/// <param name="Commits">How long a commit took.</param>
internal sealed record RawFigure(double RecordsPerSecond, Histogram Commits);
