using System.Diagnostics;
using System.Globalization;

namespace Actors.Benchmarks.Processes;

/// <summary>Nodes of a cluster, each a process of its own that ends with this one.</summary>
internal sealed class ClusterNodes : IAsyncDisposable
{
    private readonly List<Process> _processes = [];

    private ClusterNodes()
    {
    }

    /// <summary>What all of them have used of the processors until now.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            var used = TimeSpan.Zero;
            foreach (var process in _processes)
            {
                process.Refresh();
                used += process.TotalProcessorTime;
            }

            return used;
        }
    }

    /// <summary>Starts them, and waits until each has joined.</summary>
    /// <param name="count">How many.</param>
    /// <param name="postgres">Their journal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">One of them does not join; it has said why.</exception>
    public static async Task<ClusterNodes> Start(int count, string postgres, CancellationToken cancellationToken)
    {
        var nodes = new ClusterNodes();
        try
        {
            for (var i = 1; i <= count; i++)
            {
                nodes._processes.Add(Start(string.Create(CultureInfo.InvariantCulture, $"node-{i}"), postgres));
            }

            foreach (var process in nodes._processes)
            {
                _ = await process.StandardOutput.ReadLineAsync(cancellationToken)
                    ?? throw new InvalidOperationException("A node of the benchmark ended before it had joined its cluster.");
            }

            return nodes;
        }
        catch
        {
            await nodes.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets them leave and end.</summary>
    public async ValueTask DisposeAsync()
    {
        _processes.ForEach(p => p.StandardInput.Close());
        foreach (var process in _processes)
        {
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }
    }

    private static Process Start(string name, string postgres) => Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, [typeof(ClusterNodes).Assembly.Location, ClusterNodeProgram.Argument, name, postgres])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
}
