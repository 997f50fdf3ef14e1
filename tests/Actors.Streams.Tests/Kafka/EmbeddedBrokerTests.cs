using Actors.TestKit.Processes;

namespace Actors.Streams.Tests.Kafka;

/// <summary>What the embedded broker withstands.</summary>
public sealed class EmbeddedBrokerTests
{
    [EmbeddedFact]
    public async Task Brokers_go_down_and_come_back_while_processes_start()
    {
        using var cluster = KafkaCluster.Embedded();
        using var stopping = new CancellationTokenSource();
        var starting = Task.Run(() =>
        {
            var started = 0;
            for (; !stopping.IsCancellationRequested; started++)
            {
                using var process = ProcessStarts.Start("true");
                process.WaitForExit();
            }

            return started;
        });
        for (var n = 0; n < 20; n++)
        {
            cluster.TakeDown(1);
            cluster.Broker!.BringUp(1);
        }

        await stopping.CancelAsync();
        Assert.NotEqual(0, await starting);
    }
}
