namespace Actors.Runtime.Telemetry;

/// <summary>The names under which a node tells about itself, for those who listen with their own collector.</summary>
public static class ActorTelemetry
{
    /// <summary>The name of the meter of all metrics.</summary>
    public const string MeterName = "Actors.Runtime";

    /// <summary>The name of the activity source of all spans.</summary>
    public const string SourceName = "Actors.Runtime";
}
