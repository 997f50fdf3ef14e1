using System.Collections.Concurrent;
using SmallBank;

namespace Actors.Cluster.Tests.Nodes;

/// <summary>Clients that each send one command, wait for its answer and send the next, until they are told to stop.</summary>
internal sealed class BankLoad : IAsyncDisposable
{
    private readonly BankClient _client;
    private readonly int _accounts;
    private readonly int _seed;
    private Task _sending = Task.CompletedTask;
    private volatile bool _isOver;

    private BankLoad(BankCluster cluster, int accounts, int seed)
    {
        _client = new BankClient(cluster);
        _accounts = accounts;
        _seed = seed;
    }

    /// <summary>Everything that was answered.</summary>
    public ConcurrentQueue<BankAnswer> Answers { get; } = [];

    /// <summary>How often something was sent again.</summary>
    public long Retries => _client.Retries;

    /// <summary>How often a listening node did not answer.</summary>
    public long Refusals => _client.Refusals;

    /// <summary>Opens accounts and starts the clients.</summary>
    public static async Task<BankLoad> Start(BankCluster cluster, int accounts, int clients, int seed)
    {
        var load = new BankLoad(cluster, accounts, seed);
        await Parallel.ForEachAsync(Enumerable.Range(0, accounts), async (account, _) =>
            load.Answers.Enqueue(await load._client.Send($"{account}", new AccountCommand.OpenAccount(500, 500), $"open {account}", account)));
        load._sending = Task.WhenAll(Enumerable.Range(0, clients).Select(load.Send));
        return load;
    }

    /// <summary>Waits until so many more are answered.</summary>
    public async Task Progress(int answers)
    {
        var wanted = Answers.Count + answers;
        await TestKit.Time.Eventually.Holds(
            () => Answers.Count >= wanted || _sending.IsCompleted, () => $"{Answers.Count} of {wanted} answers", BankCluster.Patience);
        if (_sending.IsFaulted)
        {
            await _sending;
        }
    }

    /// <summary>Lets each client finish its command.</summary>
    public async Task Stop()
    {
        _isOver = true;
        await _sending;
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client.Dispose();
    }

    private async Task Send(int client)
    {
        var random = new Random((_seed * 1000) + client);
        while (!_isOver)
        {
            var account = random.Next(_accounts);
            var other = new EntityId($"{(account + random.Next(1, _accounts)) % _accounts}");
            if (Mix.Operation(random.Next(100), random.Next(), other) is { } command)
            {
                Answers.Enqueue(await _client.Send($"{account}", command, $"{client} {random.NextInt64()}", random.Next(100)));
            }
        }
    }
}
