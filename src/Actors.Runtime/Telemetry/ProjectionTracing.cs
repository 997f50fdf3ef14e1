using Actors.Journal;

namespace Actors.Runtime.Telemetry;

/// <summary>Writes the spans of a batch that a projection has applied.</summary>
internal static class ProjectionTracing
{
    private const int RecordsMax = 64;

    /// <summary>Writes for each sampled record, up to a bound, the time that its batch took.</summary>
    public static void Trace(ReaderName name, List<JournalRecord> batch, DateTimeOffset started, TimeProvider time)
    {
        if (!Tracing.IsOn)
        {
            return;
        }

        var ended = time.GetUtcNow();
        foreach (var record in batch.Where(r => Tracing.IsSampled(r.Metadata.Origin)).Take(RecordsMax))
        {
            Tracing.Write($"project {name}", record.Metadata.Origin, started, ended, record);
        }
    }
}
