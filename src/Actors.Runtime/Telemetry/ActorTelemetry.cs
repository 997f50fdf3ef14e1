namespace Actors.Runtime.Telemetry;

/// <summary>The names under which a node tells about itself, for those who listen with their own collector.</summary>
public static class ActorTelemetry
{
    /// <summary>The name of the meter of all metrics.</summary>
    public const string MeterName = "Actors.Runtime";

    /// <summary>The name of the activity source of all spans.</summary>
    public const string SourceName = "Actors.Runtime";

    /// <summary>
    /// The tag of a first span whose story was drawn by <see cref="TraceRatio"/>: a sampler must keep it, or the share is taken twice.
    /// </summary>
    public const string DrawnTag = "actors.drawn";

    /// <summary>
    /// The share of the stories beginning here, without a sender's trace, for which a span is made at all, 0 to 1. Default 1: every span is
    /// made, and the listener's sampler decides. Below 1 the others cost nothing. Of the whole process, as the activity source is.
    /// </summary>
    public static double TraceRatio
    {
        get => Volatile.Read(ref _traceRatio);
        set => Volatile.Write(ref _traceRatio, value);
    }

    private static double _traceRatio = 1;
}
