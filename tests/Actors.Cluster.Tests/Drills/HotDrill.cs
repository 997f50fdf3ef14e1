using System.Globalization;
using Actors.Cluster.Tests.Nodes;
using Actors.Persistence.Sql.Postgres;
using Actors.Runtime;
using Actors.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SmallBank;

namespace Actors.Cluster.Tests.Drills;

/// <summary>
/// Kills a node that has very many entities in memory, while commands for some of them come to another node. That one claims the shards, and
/// must load what is needed and nothing else: no stampede. The killed node is a process of its own; the other one is in this process, so
/// that thousands of commands can wait in it.
/// </summary>
internal static class HotDrill
{
    private const string Application = "hot-drill";
    private const int OpenedAtOnce = 1000;
    private static readonly AskOptions Patient = new() { Timeout = NodeCluster.Patience };

    /// <summary>Runs it.</summary>
    /// <param name="entities">How many the killed node has in memory.</param>
    /// <param name="waiting">For how many of them a command waits.</param>
    /// <param name="tell">Gets the story.</param>
    public static async Task<HotFigures> Run(int entities, int waiting, Action<string> tell)
    {
        await using var cluster = await NodeCluster.Start(new ClusterPlan { Nodes = 1 });
        var options = new PostgresOptions { ConnectionString = cluster.ConnectionString + $";Application Name={Application}" };
        await using var store = await PostgresStore.Open(options, NullLogger.Instance, default);
        var model = SmallBankModel.Create();
        await using var link = await NodeLink.Start(model, new LinkOptions());
        await using var survivor = await ActorSystem.Start(
            model, store, new ActorSystemOptions { NodeName = "survivor", Cluster = new ClusterOptions { Address = link.Address } }, link: link);
        await Eventually.Holds(() => Owned(survivor) == store.Journal.ShardCount.Value / 2, () => cluster.Logs(), NodeCluster.Patience);
        var accounts = await Open(survivor, entities, waiting);
        tell($"{entities} accounts are in the memory of {cluster.Nodes[0].Name}");

        using var ending = new CancellationTokenSource();
        var watching = MostConnections(cluster.ConnectionString, ending.Token);
        var claiming = FirstClaim(cluster, survivor);
        await cluster.Nodes[0].Kill();
        var killedAt = TimeProvider.System.GetTimestamp();
        var asks = accounts.Take(waiting).Select(a => Deposit(survivor, a)).ToList();
        var claimedAt = await claiming;
        var answers = await Task.WhenAll(asks);
        await ending.CancelAsync();
        var times = answers.OfType<long>().Select(at => TimeProvider.System.GetElapsedTime(claimedAt, at).TotalMilliseconds).Order().ToList();
        return new HotFigures(
            entities, waiting, Math.Round(TimeProvider.System.GetElapsedTime(killedAt, claimedAt).TotalMilliseconds, 1), Percentile.Of(times, 0.5), Percentile.Of(times, 0.99),
            Percentile.Of(times, 1), await watching, options.ConnectionsMax + 1, answers.Count(a => a is null));
    }

    /// <summary>
    /// Opens accounts of the other node's shards, and a few of the own ones, as a node that has run for a while has done. With ids: on a busy machine a node may
    /// be taken for dead meanwhile, and what has no id is then not sent again.
    /// </summary>
    private static async Task<IReadOnlyList<string>> Open(ActorSystem survivor, int entities, int own)
    {
        var (theirs, ours) = (new List<string>(), new List<string>());
        for (var i = 0; theirs.Count < entities; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"hot-{i}");
            var shard = survivor.Store.Journal.ShardCount.ShardOf(new EntityKey(Account.Type, new EntityId(name)));
            (survivor.Cluster.Shards[shard.Value].Owner == survivor.Cluster.Self.ToString() ? ours : theirs).Add(name);
        }

        await Parallel.ForEachAsync(
            theirs.Concat(ours.Take(own)),
            new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce },
            async (name, token) => await Bank(survivor, name).Ask(new AccountCommand.OpenAccount(1, 1), Patient with { Id = new CommandId($"open {name}") }, token));
        return theirs;
    }

    private static EntityRef<AccountCommand> Bank(ActorSystem system, string name) => system.EntityRef<Account, AccountCommand, AccountEvent>(name);

    private static int Owned(ActorSystem system) => system.Cluster.Shards.Count(s => s.Owner == system.Cluster.Self.ToString());

    /// <returns>When it was answered, if it was.</returns>
    private static async Task<long?> Deposit(ActorSystem survivor, string name)
    {
        try
        {
            _ = await Bank(survivor, name).Ask(new AccountCommand.DepositChecking(1), Patient with { Id = new CommandId($"hot {name}") });
            return TimeProvider.System.GetTimestamp();
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }

    /// <summary>Looks at the rows from outside until the survivor owns all.</summary>
    private static async Task<long> FirstClaim(NodeCluster cluster, ActorSystem survivor)
    {
        await using var store = await cluster.OpenStore();
        await Eventually.Holds(
            async () => (await NodeCluster.Owners(store.Journal)).All(owner => owner == survivor.Cluster.Self!.Value.Name), cluster.Logs, NodeCluster.Patience);
        return TimeProvider.System.GetTimestamp();
    }

    private static async Task<int> MostConnections(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(CancellationToken.None);
        await using var count = new NpgsqlCommand($"SELECT count(*)::int FROM pg_stat_activity WHERE application_name = '{Application}'", connection);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var most = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            most = Math.Max(most, (int)(await count.ExecuteScalarAsync(CancellationToken.None))!);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return most;
    }
}
