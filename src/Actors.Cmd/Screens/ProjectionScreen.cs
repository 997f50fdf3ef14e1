using System.Globalization;
using System.Text.Json;
using Actors.Operations;
using Actors.Projections;

namespace Actors.Cmd.Screens;

/// <summary>Shows versioned projections with their builds.</summary>
internal static class ProjectionScreen
{
    private static readonly string[] Columns =
        ["projection", "state", "build", "version", "phase", "behind", "by", "records", "parked", "compared"];

    public static void Show(Screen screen, IReadOnlyList<ProjectionInfo> projections)
    {
        if (screen.IsJson)
        {
            screen.Line(JsonSerializer.Serialize(projections, OperationsJson.Default.IReadOnlyListProjectionInfo));
            return;
        }

        screen.Table(Columns, [.. projections.SelectMany(RowsOf)]);
    }

    public static void Show(Screen screen, ProjectionInfo projection)
    {
        if (screen.IsJson)
        {
            screen.Line(JsonSerializer.Serialize(projection, OperationsJson.Default.ProjectionInfo));
            return;
        }

        screen.Table(Columns, [.. RowsOf(projection)]);
        foreach (var build in projection.Builds)
        {
            if (build.Failure is { } failure)
            {
                screen.Line($"Build {build.Build} stands still: {failure}");
            }

            if (!build.IsComplete)
            {
                screen.Line($"Build {build.Build} was not given every record up to its offsets. Rebuild it, and keep it to find out why.");
            }

            foreach (var table in build.Comparison?.Tables ?? [])
            {
                screen.Line($"{table.Table}: {Text(table.ActiveRows)} rows now, {Text(table.CandidateRows)} in build {build.Build}, {(table.IsEqual ? "equal" : "different")}");
                foreach (var row in table.Sample)
                {
                    screen.Line($"  {row}");
                }
            }
        }

        foreach (var parked in projection.Parked ?? [])
        {
            screen.Line($"Build {parked.Build} has parked {parked.Entity} with {Text(parked.Records)} records since {parked.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss}: {parked.Reason}");
        }
    }

    private static IEnumerable<string[]> RowsOf(ProjectionInfo projection) => projection.Builds.Select(b => new[]
    {
        projection.Name,
        b.Failure is not null ? "failed" : projection.IsPaused ? "paused" : "running",
        Text(b.Build),
        Text(b.Version),
        JsonNamingPolicy.KebabCaseLower.ConvertName(b.Phase.ToString()),
        Text(b.Lag),
        $"{b.LagSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s",
        Text(b.Records),
        b.ParkedRecords == 0 ? "-" : $"{Text(b.ParkedRecords)} of {Text(b.ParkedEntities)}",
        b.Comparison is { } comparison ? comparison.IsEqual ? "equal" : "different" : b.Phase == BuildPhase.Building ? "later" : "-",
    });

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
