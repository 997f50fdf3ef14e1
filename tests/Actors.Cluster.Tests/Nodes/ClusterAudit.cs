using System.Globalization;
using System.Text.RegularExpressions;
using Actors.Journal;
using Actors.Journal.Audits;
using Actors.TestKit.Time;
using SmallBank;

namespace Actors.Cluster.Tests.Nodes;

/// <summary>
/// Compares what clients were told with the journal: each answered command stands there once and as it was answered, no money has
/// appeared or vanished, and no two nodes took a shard at the same epoch.
/// </summary>
internal sealed partial record ClusterAudit
{
    /// <summary>Answered commands that the journal does not have as they were answered.</summary>
    public required long Lost { get; init; }

    /// <summary>Commands that took effect twice.</summary>
    public required long Duplicated { get; init; }

    /// <summary>Everything else that is wrong.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>How many records the journal has.</summary>
    public required long Records { get; init; }

    /// <summary>Whether every promise was kept.</summary>
    public bool IsClean => Lost == 0 && Duplicated == 0 && Faults.Count == 0;

    /// <summary>Audits a cluster whose nodes run and whose clients have stopped.</summary>
    public static async Task<ClusterAudit> Of(BankCluster cluster, IReadOnlyCollection<BankAnswer> answers)
    {
        var model = SmallBankModel.Create();
        await using var store = await cluster.OpenStore();
        var bank = new BankAudit(model);
        await Eventually.Holds(
            async () =>
            {
                await bank.ReadOn(store.Journal, default);
                return bank.TransfersUnderWay == 0;
            },
            () => $"{bank}\n{cluster.Logs()}",
            BankCluster.Patience);

        var faults = new List<AuditFault>();
        var commands = new Dictionary<(EntityKey, CommandId), RecordKind>();
        var records = 0L;
        foreach (var head in await store.Journal.Heads([.. store.Journal.ShardCount.All], default))
        {
            var audit = new ShardAudit(head.Shard, model, faults.Add);
            for (var page = await store.Journal.Read(head.Shard, SequenceNumber.None, 5000, default); page.Count > 0;
                page = await store.Journal.Read(head.Shard, page[^1].Sequence, 5000, default))
            {
                foreach (var record in page)
                {
                    audit.Check(record);
                }
            }

            audit.End(head.Head);
            records += audit.Records;
            foreach (var (command, kind) in audit.Commands)
            {
                commands[command] = kind;
            }
        }

        var lost = answers.Count(a => commands.GetValueOrDefault((a.Account, a.Id), RecordKind.Parked) != (a.Answer.IsAccepted ? RecordKind.Event : RecordKind.Rejection));
        return new ClusterAudit
        {
            Lost = lost,
            Duplicated = faults.Count(f => f.Text.StartsWith("repeats", StringComparison.Ordinal)),
            Faults = [.. faults.Select(f => f.ToString()), .. SharedEpochs(cluster), .. bank.IsConserved ? [] : (string[])[bank.ToString()]],
            Records = records,
        };
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Records:N0} records, {Lost} lost, {Duplicated} duplicated, {Faults.Count} faults{string.Concat(Faults.Take(20).Select(f => $"\n  {f}"))}");

    /// <summary>The journal does not keep who wrote a record, so the nodes' own words tell who took which shard at which epoch.</summary>
    private static IEnumerable<string> SharedEpochs(BankCluster cluster) =>
        from node in cluster.Nodes
        from Match taken in ShardTakenLine().Matches(node.Log)
        group node.Name by (Shard: taken.Groups[1].Value, Epoch: taken.Groups[2].Value) into taking
        where taking.Count() > 1
        select $"shard {taking.Key.Shard} was taken at epoch {taking.Key.Epoch} by {string.Join(" and ", taking)}";

    [GeneratedRegex(@"Shard (\d+) is served here at epoch (\d+)")]
    private static partial Regex ShardTakenLine();
}
