using System.Diagnostics;
using System.Globalization;
using Actors.TestKit.Postgres;
using Actors.TestKit.Processes;

namespace Actors.Cluster.Tests.Development;

/// <summary>Several nodes of Shop on this machine, with one output. The database is new each time and goes with the cluster.</summary>
internal static class ShopCluster
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(20);

    /// <summary>Runs it until it is stopped, or a node ends by itself.</summary>
    /// <param name="nodes">How many nodes.</param>
    /// <param name="orders">How many orders the first one feeds.</param>
    /// <param name="kafka">The Kafka cluster through which they go; empty for a broker of its own, <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<int> Run(int nodes, int orders, string? kafka, CancellationToken cancellationToken)
    {
        using var broker = kafka is { Length: 0 } ? await DevelopmentBroker.Start(cancellationToken) : null;
        string[] through = (kafka, broker) switch
        {
            (null, _) => [],
            (_, { } own) => ["--kafka", own.BootstrapServers, "--auto-topics"],
            _ => ["--kafka", kafka],
        };
        if (broker is not null)
        {
            Console.WriteLine($"Kafka: an embedded broker at {broker.BootstrapServers}, which keeps nothing on disk and ends with the cluster.");
        }

        await using var server = await PostgresServer.Start(new PostgresServerOptions { Durable = true }, cancellationToken);
        Console.WriteLine($"PostgreSQL: {server.ConnectionString()}");
        var processes = new List<Process>();
        try
        {
            for (var i = 0; i < nodes; i++)
            {
                processes.Add(Start(string.Create(CultureInfo.InvariantCulture, $"node-{(char)('a' + i)}"), server.ConnectionString(), orders, i == 0, through));
            }

            await Task.WhenAny(processes.Select(p => p.WaitForExitAsync(cancellationToken)));
            return cancellationToken.IsCancellationRequested ? 0 : 1;
        }
        finally
        {
            await Task.WhenAll(processes.Select(Stop));
        }
    }

    private static Process Start(string name, string postgres, int orders, bool isFeeding, string[] through)
    {
        string[] work = ["--orders", orders.ToString(CultureInfo.InvariantCulture), .. isFeeding ? (string[])[] : ["--serve-only"], .. through];
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(
                Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
                [NodeProcess.ProgramOf("Shop.Node"), "run", "--postgres", postgres, "--port", "0", "--name", name, "--cluster-port", "0", .. work])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            },
        };
        process.OutputDataReceived += (_, line) => Tell(name, line.Data);
        process.ErrorDataReceived += (_, line) => Tell(name, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static void Tell(string name, string? line)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            Console.WriteLine($"{name} | {line}");
        }
    }

    private static async Task Stop(Process process)
    {
        using (process)
        {
            if (!process.HasExited)
            {
                using var kill = Process.Start("/bin/sh", ["-c", $"kill -TERM {process.Id.ToString(CultureInfo.InvariantCulture)}"]);
                await kill.WaitForExitAsync(CancellationToken.None);
            }

            using var deadline = new CancellationTokenSource(StopWithin, TimeProvider.System);
            await process.WaitForExitAsync(deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
