using Actors.Journal;

namespace Actors.Runtime.Telemetry;

/// <summary>
/// Writes the spans of the commands of a group commit after it is over, from what the records know: so the shard's loop pays
/// nothing for them, and the decisions stay pure.
/// </summary>
internal static class CommitTracing
{
    private const int CommandsMax = 64; // Spans of one commit; more would hold its replies up.

    /// <summary>Writes for each sampled command its decision (from its receipt to the closed batch) and its commit.</summary>
    public static void Trace(IReadOnlyList<ShardCommit> commits, DateTimeOffset started, DateTimeOffset ended)
    {
        var written = 0;
        foreach (var commit in commits)
        {
            foreach (var record in commit.Records)
            {
                if (record.Metadata is not { Index: 0, Origin: { TraceParent: not null } origin } || !Tracing.IsSampled(origin))
                    continue;
                if (++written > CommandsMax)
                    return;
                Tracing.Write($"decide {record.Entity.Type}", origin, record.Time, started > record.Time ? started : record.Time, record);
                Tracing.Write("commit", origin, started, ended, record);
            }
        }
    }
}
