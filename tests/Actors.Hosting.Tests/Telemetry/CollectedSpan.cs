using System.Diagnostics;

namespace Actors.Hosting.Tests.Telemetry;

/// <summary>A span as a collector gets it.</summary>
/// <param name="Trace">Its trace.</param>
/// <param name="Id">Itself.</param>
/// <param name="Parent">What it belongs to; all zeros for none.</param>
/// <param name="Name">What was done.</param>
/// <param name="Tags">Texts and whole numbers that describe it.</param>
internal sealed record CollectedSpan(
    ActivityTraceId Trace, ActivitySpanId Id, ActivitySpanId Parent, string Name, IReadOnlyDictionary<string, string> Tags);
