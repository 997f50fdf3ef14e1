using System.Globalization;
using Actors.Operations;

namespace Actors.Cmd.Screens;

/// <summary>Shows the state of a node's process.</summary>
internal static class DumpScreen
{
    public static void Show(Screen screen, NodeDump dump)
    {
        screen.Table(
            ["what", "value"],
            [
                ["node", dump.Node],
                ["version", $"{dump.Version} on {dump.Runtime}"],
                ["process", $"{Text(dump.ProcessId)}, since {dump.StartedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"],
                ["memory", $"{Megabytes(dump.ManagedBytes)} in objects, {Megabytes(dump.WorkingSetBytes)} in all"],
                ["collections", string.Join(" / ", dump.Collections)],
                ["thread pool", $"{Text(dump.Threads)} threads, {Text(dump.QueuedWork)} waiting"],
                ["entities", Text(dump.Entities)],
            ]);
        screen.Line();
        screen.Table(
            ["part", "state", "since", "detail"],
            [.. dump.Parts.Select(p => new[]
            {
                p.Name, p.IsReady ? p.IsDegraded ? "degraded" : "ready" : "not ready", $"{p.Since.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}", p.Detail ?? "",
            })]);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Megabytes(long bytes) => $"{Text(bytes / (1024 * 1024))} MiB";
}
