using Actors.Benchmarks.Domain;
using Actors.Benchmarks.Load;
using Actors.Benchmarks.Raw;

namespace Actors.Benchmarks.Scenarios;

/// <summary>What callers do to accounts.</summary>
/// <param name="Callers">Operations under way at once.</param>
/// <param name="Entities">How many accounts there are.</param>
internal sealed record Workload(int Callers, int Entities)
{
    /// <summary>Events of one command.</summary>
    public int Events { get; init; } = 1;

    /// <summary>The payload of one event, in bytes.</summary>
    public int PayloadBytes { get; init; } = 100;

    /// <summary>Whether few accounts get most commands.</summary>
    public bool IsZipf { get; init; }

    /// <summary>How many texts there are: more than a compressor remembers.</summary>
    private const int Texts = 4_096;

    /// <summary>Whether all accounts are of one shard.</summary>
    public bool IsOneShard { get; init; }

    /// <summary>What is done: ask, tell or read.</summary>
    public OperationKind Kind { get; init; }

    /// <summary>The operation on a running node.</summary>
    public IOperation On(Node node)
    {
        var accounts = IsOneShard ? Accounts.OfOneShard(Entities, node.Store.Journal.ShardCount) : Accounts.Spread(Entities);
        var keys = new DrawnKeys(accounts, IsZipf ? new ZipfSampler(Entities) : new UniformSampler(Entities));
        return Kind switch
        {
            OperationKind.Ask => new AskOperation(node.Region, keys, Account.CommandsOf(PayloadBytes, Events, Texts)),
            OperationKind.Tell => new TellOperation(node.Region, keys, Account.CommandsOf(PayloadBytes, Events, Texts)),
            _ => new ReadOperation(node.Region, keys),
        };
    }

    /// <summary>What a bare loop can write for the same callers.</summary>
    public RawShape RawShape(int writersMax, int shards) => Raw.RawShape.For(
        writersMax, IsOneShard || Entities == 1 ? 1 : shards, Callers, Events, PayloadBytes, Entities);
}
