using System.Globalization;
using Actors.TestKit.Processes;
using Actors.TestKit.Time;

namespace Actors.Cluster.Tests.Drills;

/// <summary>A drill that is killed leaves nothing behind: neither a test host that hangs nor an impatient operator may cost a machine.</summary>
public sealed class KilledDrillTests
{
    [Fact]
    public async Task A_killed_drill_leaves_no_node_behind()
    {
        await using var drill = NodeProcess.Start(NodeProcess.ProgramOf("Actors.Cluster.Tests"), ["chaos", "--minutes", "10", "--seed", "77"]);
        List<int> nodes = [];
        await Eventually.Holds(
            () =>
            {
                drill.MustRun();
                nodes = NodesOf(drill.Id);
                return nodes.Count >= 3;
            },
            () => drill.Output + drill.Error,
            TimeSpan.FromMinutes(2));
        await drill.Kill();
        await Eventually.Holds(() => !nodes.Any(IsNode), within: TimeSpan.FromMinutes(1));
    }

    private static List<int> NodesOf(int drill) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && IsNode(id) && ParentOf(id) == drill),
    ];

    private static bool IsNode(int process) => Read(process, "cmdline").Contains("SmallBank.Node.dll", StringComparison.Ordinal);

    private static int ParentOf(int process) => Read(process, "stat").Split(") ") is [_, var rest, ..] ? int.Parse(rest.Split(' ')[1], CultureInfo.InvariantCulture) : 0;

    private static string Read(int process, string file)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/{file}"));
        }
        catch (IOException)
        {
            return string.Empty; // It has ended.
        }
    }
}
