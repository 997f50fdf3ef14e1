using System.Diagnostics;
using Actors.TestKit.Processes;

namespace Actors.Cluster.Tests.Development;

/// <summary>An embedded Kafka broker in a process of its own, which ends when its input does: when this is disposed of, or this process dies.</summary>
internal sealed class DevelopmentBroker : IDisposable
{
    private const string Mark = "Bootstrap servers: ";
    private readonly Process _process;

    private DevelopmentBroker(Process process, string bootstrapServers)
    {
        _process = process;
        BootstrapServers = bootstrapServers;
    }

    public string BootstrapServers { get; }

    /// <summary>Starts it.</summary>
    /// <exception cref="InvalidOperationException">It does not start; it has said why.</exception>
    public static async Task<DevelopmentBroker> Start(CancellationToken cancellationToken)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(
                Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [NodeProcess.ProgramOf("Shop.Node"), "broker"])
            {
                RedirectStandardOutput = true,
                RedirectStandardInput = true,
            },
        };
        process.Start();
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        return line?.StartsWith(Mark, StringComparison.Ordinal) == true
            ? new DevelopmentBroker(process, line[Mark.Length..].Trim())
            : throw new InvalidOperationException("The Kafka broker for development did not start.");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(TimeSpan.FromSeconds(10));
        _process.Dispose();
    }
}
