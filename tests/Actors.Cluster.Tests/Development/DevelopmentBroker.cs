using System.Diagnostics;
using System.Globalization;
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

    /// <summary>Starts it with topics.</summary>
    /// <param name="topics">Their names, and how many partitions each has.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">It does not start, or refuses a topic; the message says why.</exception>
    public static async Task<DevelopmentBroker> Start(IReadOnlyDictionary<string, int> topics, CancellationToken cancellationToken)
    {
        var broker = await Start(cancellationToken);
        try
        {
            foreach (var (name, partitions) in topics)
            {
                await broker.CreateTopic(name, partitions, cancellationToken);
            }

            return broker;
        }
        catch
        {
            broker.Dispose();
            throw;
        }
    }

    /// <summary>Creates a topic. One caller at a time.</summary>
    /// <exception cref="InvalidOperationException">It refuses; the message says why.</exception>
    private async Task CreateTopic(string name, int partitions, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"topic {name} {partitions}").AsMemory(), cancellationToken);
        if (await _process.StandardOutput.ReadLineAsync(cancellationToken) is var answer && answer != "ok")
        {
            throw new InvalidOperationException($"The Kafka broker for development did not create topic {name}: {answer ?? "it has ended"}");
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(TimeSpan.FromSeconds(10));
        _process.Dispose();
    }
}
