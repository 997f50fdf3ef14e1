using System.Diagnostics;
using Actors.Journal;

namespace Actors.Runtime.Telemetry;

/// <summary>The spans of a node. Where nobody listens nothing is made. Thread-safe.</summary>
internal static class Tracing
{
    private static readonly ActivitySource Source = new(ActorTelemetry.SourceName);

    private static readonly KeyValuePair<string, object?>[] Drawn = [new(ActorTelemetry.DrawnTag, true)];

    /// <summary>Whether somebody listens.</summary>
    public static bool IsOn => Source.HasListeners();

    /// <summary>
    /// Starts a span as the child of the message's origin; of the current one when the message has none. A span that nobody will keep is
    /// not made: where the sender keeps no trace, or where <see cref="ActorTelemetry.TraceRatio"/> leaves out a story that begins here.
    /// </summary>
    /// <param name="name">What is done, of few kinds.</param>
    /// <param name="kind">Who waits for whom.</param>
    /// <param name="origin">Where the message comes from.</param>
    /// <param name="carries">Whether others are called under it, who must learn of a trace that is not kept as well.</param>
    public static Activity? Start(string name, ActivityKind kind, Origin origin, bool carries = false)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        if (origin.TraceParent is { } parent && ActivityContext.TryParse(parent, null, isRemote: true, out var context))
        {
            return carries ? Source.StartActivity(name, kind, context)
                : (context.TraceFlags & ActivityTraceFlags.Recorded) == 0 ? null
                : Kept(Source.StartActivity(name, kind, context));
        }

        if (Activity.Current is { } current)
        {
            return current.Recorded ? Kept(Source.StartActivity(name, kind)) : null;
        }

        var ratio = ActorTelemetry.TraceRatio;
        return ratio >= 1 ? Kept(Source.StartActivity(name, kind))
            : StoryDraw.Next(ratio) ? Kept(Source.StartActivity(name, kind, default(ActivityContext), Drawn))
            : null;
    }

    /// <summary>A span that the listener does not keep is as if there were none: nothing hangs on it.</summary>
    private static Activity? Kept(Activity? activity)
    {
        if (activity is null or { Recorded: true })
        {
            return activity;
        }

        activity.Dispose();
        return null;
    }

    /// <summary>Writes a span that is over, as a child of a message's origin; nothing when that is not sampled.</summary>
    public static void Write(string name, Origin origin, DateTimeOffset started, DateTimeOffset ended, JournalRecord about)
    {
        if (IsSampled(origin) && ActivityContext.TryParse(origin.TraceParent, null, isRemote: true, out var parent)
            && Source.StartActivity(name, ActivityKind.Internal, parent, startTime: started) is { } activity)
        {
            Describe(activity, about);
            activity.SetEndTime(ended.UtcDateTime);
            activity.Dispose();
        }
    }

    /// <summary>The origin of what a span leads to: the span when it is kept, else what came before it.</summary>
    public static Origin Under(this Origin origin, Activity? activity) =>
        activity is { Recorded: true } ? origin with { TraceParent = activity.Id } : origin;

    /// <summary>Whether the sender has chosen to keep this trace.</summary>
    public static bool IsSampled(Origin origin) =>
        origin.TraceParent is { Length: > 0 } parent && "13579bdf".Contains(parent[^1], StringComparison.Ordinal);

    /// <summary>Says which record a span is about.</summary>
    public static void Describe(Activity? activity, JournalRecord record) => activity?
        .SetTag("actors.entity.type", record.Entity.Type.Name)
        .SetTag("actors.entity.id", record.Entity.Id.Value)
        .SetTag("actors.record.type", record.Type.ToString())
        .SetTag("actors.shard", record.Shard.Value)
        .SetTag("actors.sequence", record.Sequence.Value);

    /// <summary>Says that what a span covers has failed.</summary>
    public static void Failed(Activity? activity, string error, string detail) =>
        activity?.SetStatus(ActivityStatusCode.Error, detail).SetTag("error.type", error);
}
