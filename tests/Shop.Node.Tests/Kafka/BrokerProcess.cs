using System.Text.RegularExpressions;
using Actors.Streams.Kafka.Connections;
using Actors.TestKit.Processes;
using Actors.TestKit.Time;

namespace Shop.Node.Tests.Kafka;

/// <summary>An embedded broker in a process of its own, which outlives the nodes that use it.</summary>
internal sealed partial class BrokerProcess : IAsyncDisposable
{
    private readonly NodeProcess _process;
    private readonly int _brokers;
    private int _orders;

    private BrokerProcess(NodeProcess process, int brokers, string bootstrapServers)
    {
        _process = process;
        _brokers = brokers;
        BootstrapServers = bootstrapServers;
    }

    public string BootstrapServers { get; }

    public KafkaConnection Connection => new() { BootstrapServers = BootstrapServers };

    public static async Task<BrokerProcess> Start(int brokers)
    {
        var process = NodeProcess.Start(NodeProcess.ProgramOf("Shop.Node"), ["broker", "--brokers", $"{brokers}"]);
        return new BrokerProcess(process, brokers, (await process.Printed(BootstrapLine())).Groups[1].Value);
    }

    public Task CreateTopic(string name, int partitions) => Do($"topic {name} {partitions}");

    public async Task TakeAllDown()
    {
        for (var broker = 1; broker <= _brokers; broker++)
        {
            await Do($"down {broker}");
        }
    }

    public async Task BringAllUp()
    {
        for (var broker = 1; broker <= _brokers; broker++)
        {
            await Do($"up {broker}");
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task Do(string order)
    {
        await _process.Send(order);
        _orders++;
        await Eventually.Holds(() => Answers().Count >= _orders, () => _process.Output);
        Assert.Equal("ok", Answers()[_orders - 1]);
    }

    private List<string> Answers() => [.. _process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)];

    [GeneratedRegex("^Bootstrap servers: (\\S+)", RegexOptions.Multiline)]
    private static partial Regex BootstrapLine();
}
