using System.Globalization;
using Shop.Node.Tests.Processes;

namespace Shop.Node.Tests.Kafka;

/// <summary>Several nodes of one cluster that take their part of a topic.</summary>
/// <param name="count">How many.</param>
/// <param name="arguments">The options of each, by its number.</param>
internal sealed class KafkaNodes(int count, Func<int, string[]> arguments) : IAsyncDisposable
{
    private readonly List<(ShopProcess Process, Http Http)> _nodes = [];
    private readonly List<ShopProcess> _all = [];

    public async Task Start()
    {
        for (var number = 0; number < count; number++)
        {
            var process = ShopProcess.Start(arguments(number));
            _all.Add(process);
            _nodes.Add((process, new Http(await process.Listening())));
        }
    }

    /// <summary>Whether each node reads at least one partition.</summary>
    public async Task<bool> HaveAllAPartition()
    {
        foreach (var (process, http) in _nodes)
        {
            process.MustRun();
            var (_, text) = await http.Ask("/metrics");
            if (!text.Split('\n').Any(l => l.StartsWith("actors_lane_in_hand", StringComparison.Ordinal) && l.Contains("kafka:", StringComparison.Ordinal)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Kills the node that owns a shard.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> KillTheOwnerOfShard(int shard)
    {
        foreach (var (process, http) in _nodes.ToArray())
        {
            var state = await http.Get("/cluster");
            var self = state.GetProperty("self").GetString()!;
            if (state.GetProperty("shards").EnumerateArray().Single(s => s.GetProperty("shard").GetInt32() == shard).GetProperty("owner").GetString() == self)
            {
                await process.Kill();
                _nodes.Remove((process, http));
                http.Dispose();
                return self;
            }
        }

        throw new InvalidOperationException($"No node owns shard {shard.ToString(CultureInfo.InvariantCulture)}. {Say()}");
    }

    /// <summary>Stops those that live; each must end well.</summary>
    public async Task Stop()
    {
        foreach (var (process, _) in _nodes)
        {
            await process.Terminate();
            (await process.End()).Good();
        }
    }

    public string Say() => string.Join('\n', _all.Select(p => $"{p.Output}\n{p.Error}"));

    public async ValueTask DisposeAsync()
    {
        _nodes.ForEach(n => n.Http.Dispose());
        foreach (var process in _all)
        {
            await process.DisposeAsync();
        }
    }
}
