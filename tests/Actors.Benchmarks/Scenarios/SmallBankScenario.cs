using System.Diagnostics;
using Actors.Benchmarks.Load;
using Actors.Benchmarks.Reports;
using Actors.Schema;
using SmallBank;

namespace Actors.Benchmarks.Scenarios;

/// <summary>
/// SmallBank: 18,000 accounts, chosen uniformly, and with nine in ten operations on 1,000 of them. Four in ten operations send money
/// to another account, so a reaction and a second command follow. Afterwards the journal is read and the money added up.
/// </summary>
internal sealed class SmallBankScenario : IScenario
{
    private const int Accounts = 18_000;
    private const int Hot = 1_000;
    private const int Callers = 1_000;
    private const long Opening = 10_000;
    private static readonly TimeSpan SettledWithin = TimeSpan.FromMinutes(2);
    private static readonly ActorModel Model = SmallBankModel.Create();

    public string Name => "smallbank";

    public string Summary => "The usual mix on 18,000 accounts, uniform and with 90 % on 1,000 of them; the sums are checked afterwards.";

    public bool NeedsRecords => true;

    public async Task Run(Bench bench)
    {
        await Measure(bench, "uniform", new UniformSampler(Accounts));
        await Measure(bench, "hotspot", new HotspotSampler(Hot, Accounts));
    }

    private async Task Measure(Bench bench, string name, IKeySampler sampler)
    {
        EntityKey[] accounts = [.. Enumerable.Range(0, Accounts).Select(i => new EntityKey(Account.Type, new EntityId($"{i}")))];
        await using var node = await bench.Start(Model);
        await Parallel.ForEachAsync(
            accounts,
            new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = bench.Token },
            async (account, token) => await node.Region.Ask(account, new AccountCommand.OpenAccount(Opening, Opening), AskOptions.Default, token));
        var measured = await bench.Closed(new SmallBankOperation(node.Region, accounts, sampler), Callers);
        var (settled, audit) = await Settle(node, bench.Token);
        bench.Report.Add(bench.FigureOf(Name, name, new Workload(Callers, Accounts), measured) with
        {
            Note = $"transfers all arrived {Text.Number(settled.TotalMilliseconds)} ms after the end; "
                + (audit.IsConserved ? "sums hold" : throw new InvalidOperationException($"Money is lost or found: {audit}.")),
        });
    }

    /// <summary>Waits until no money is under way.</summary>
    private static async Task<(TimeSpan Took, BankAudit Audit)> Settle(Node node, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var audit = new BankAudit(Model);
        await audit.ReadOn(node.Store.Journal, cancellationToken);
        while (audit.TransfersUnderWay > 0)
        {
            if (Stopwatch.GetElapsedTime(started) > SettledWithin)
            {
                throw new InvalidOperationException($"Transfers do not arrive: {audit}.");
            }

            await audit.ReadOn(node.Store.Journal, cancellationToken);
        }

        return (Stopwatch.GetElapsedTime(started), audit);
    }
}
