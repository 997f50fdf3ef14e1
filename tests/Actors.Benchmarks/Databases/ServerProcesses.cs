using System.Globalization;

namespace Actors.Benchmarks.Databases;

/// <summary>The processor time of a PostgreSQL server, summed over its processes as Linux tells it.</summary>
internal sealed class ServerProcesses
{
    // USER_HZ: the unit of /proc on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;
    private readonly int _server;

    /// <param name="worker">One of the server's processes: its parent is the server.</param>
    public ServerProcesses(int worker) => _server = (int)Fields(worker)[1];

    /// <summary>All time used until now, that of ended processes included.</summary>
    public TimeSpan Time()
    {
        var server = Fields(_server);
        var ticks = server[11] + server[12] + server[13] + server[14];
        foreach (var process in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName))
        {
            if (int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && Fields(id) is { Length: > 14 } fields && fields[1] == _server)
            {
                ticks += fields[11] + fields[12];
            }
        }

        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    /// <summary>The fields of /proc/PID/stat after the name, from the state on; empty when the process has ended.</summary>
    private static long[] Fields(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return [.. text[(text.LastIndexOf(')') + 2)..].Split(' ').Select(f => long.TryParse(f, CultureInfo.InvariantCulture, out var n) ? n : 0)];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
