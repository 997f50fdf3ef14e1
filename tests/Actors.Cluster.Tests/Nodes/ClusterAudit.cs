using System.Buffers;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Actors.Cluster.Tests.Programs;
using Actors.Journal;
using Actors.Journal.Audits;
using Actors.Schema;
using Actors.TestKit.Processes;
using Actors.TestKit.Time;

namespace Actors.Cluster.Tests.Nodes;

/// <summary>
/// Compares what clients were told with the journal: each answered command stands there once and as it was answered, the application's
/// sums are right, nodes serve what the journal replays to, and no two nodes took a shard at the same epoch.
/// </summary>
internal sealed partial record ClusterAudit
{
    private const int StatesComparedMax = 300;

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

    /// <summary>Audits a cluster whose nodes run and whose load has stopped.</summary>
    public static async Task<ClusterAudit> Of(NodeCluster cluster, ClusterLoad load)
    {
        var audit = await Of(cluster, load.Answers);
        return audit with { Faults = [.. audit.Faults, .. load.OtherAnswers] };
    }

    /// <summary>Audits a cluster whose nodes run and whose clients have stopped.</summary>
    public static async Task<ClusterAudit> Of(NodeCluster cluster, IReadOnlyCollection<ClusterAnswer> answers)
    {
        await using var store = await cluster.OpenStore();
        var books = cluster.Program.OpenBooks();
        await Eventually.Holds(
            async () =>
            {
                await books.ReadOn(store.Journal);
                return books.IsAtRest;
            },
            () => $"{books}\n{cluster.Logs()}",
            NodeCluster.Patience);
        var journal = await OfJournal(store.Journal, cluster.Program.Model, answers);
        return journal with
        {
            Faults = [.. journal.Faults, .. SharedEpochs(cluster.Nodes.Select(n => (n.Name, n.Log))), .. books.Faults, .. await OtherStates(cluster, store.Journal)],
        };
    }

    /// <summary>Audits a journal alone.</summary>
    public static async Task<ClusterAudit> OfJournal(IJournal journal, ActorModel model, IReadOnlyCollection<ClusterAnswer> answers)
    {
        var faults = new List<AuditFault>();
        var commands = new Dictionary<(EntityKey, CommandId), RecordKind>();
        var records = 0L;
        foreach (var head in await journal.Heads([.. journal.ShardCount.All], default))
        {
            var audit = new ShardAudit(head.Shard, model, faults.Add);
            await foreach (var record in RecordsOf(journal, head))
            {
                audit.Check(record);
            }

            audit.End(head.Head);
            records += audit.Records;
            foreach (var (command, kind) in audit.Commands)
            {
                commands[command] = kind;
            }
        }

        return new ClusterAudit
        {
            Lost = answers.Count(a => !IsAsAnswered(a.Answer, commands.GetValueOrDefault((a.Entity, a.Id), RecordKind.Parked))),
            Duplicated = faults.Count(f => f.Text.StartsWith("repeats", StringComparison.Ordinal)),
            Faults = [.. faults.Select(f => f.ToString())],
            Records = records,
        };
    }

    /// <summary>Whether two answers to one command are the same but for what each request has of its own, such as its trace.</summary>
    public static bool IsSame(CommandAnswer first, CommandAnswer second) =>
        first.IsAccepted == second.IsAccepted && JsonNode.DeepEquals(WithoutTrace(first.Text), WithoutTrace(second.Text));

    /// <summary>The journal does not keep who wrote a record, so the nodes' own words tell who took which shard at which epoch.</summary>
    public static IEnumerable<string> SharedEpochs(IEnumerable<(string Node, string Log)> logs) =>
        from log in logs
        from Match taken in ShardTakenLine().Matches(log.Log)
        group log.Node by (Shard: taken.Groups[1].Value, Epoch: taken.Groups[2].Value) into taking
        where taking.Count() > 1
        select $"shard {taking.Key.Shard} was taken at epoch {taking.Key.Epoch} by {string.Join(" and ", taking)}";

    /// <summary>Compares what a node serves with what the journal replays to.</summary>
    /// <returns>The difference, in words; <see langword="null"/> where there is none.</returns>
    public static string? OtherState(ActorModel model, EntityKey entity, object state, string? served)
    {
        var text = new ArrayBufferWriter<byte>();
        model.Find(entity.Type)!.StateCodec.Encode(state, text);
        var expected = JsonNode.Parse(text.WrittenSpan);
        return served is not null && JsonNode.DeepEquals(JsonNode.Parse(served)!["state"], expected)
            ? null
            : $"{entity} is served as {served ?? "nothing"}, and the journal replays to {expected}";
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Records:N0} records, {Lost} lost, {Duplicated} duplicated, {Faults.Count} faults{string.Concat(Faults.Take(20).Select(f => $"\n  {f}"))}");

    private static bool IsAsAnswered(CommandAnswer answer, RecordKind kind) =>
        answer.IsAccepted ? kind is RecordKind.Event or RecordKind.Nothing : kind == RecordKind.Rejection;

    private static JsonNode? WithoutTrace(string text)
    {
        var node = JsonNode.Parse(text);
        node?.AsObject().Remove("traceId");
        return node;
    }

    private static async IAsyncEnumerable<JournalRecord> RecordsOf(IJournal journal, ShardHead head)
    {
        for (var page = await journal.Read(head.Shard, SequenceNumber.None, 5000, default); page.Count > 0;
            page = await journal.Read(head.Shard, page[^1].Sequence, 5000, default))
        {
            foreach (var record in page)
            {
                yield return record;
            }
        }
    }

    /// <summary>Compares the states that nodes serve with those that the journal replays to.</summary>
    private static async Task<IReadOnlyList<string>> OtherStates(NodeCluster cluster, IJournal journal)
    {
        var states = new ReplayedStates(cluster.Program.Model);
        await states.ReadOn(journal);
        using var client = new ClusterClient(cluster);
        var others = new List<string>();
        foreach (var ((entity, state), index) in states.All.Take(StatesComparedMax).Select((s, i) => (s, i)))
        {
            var served = await client.TryRead(cluster.Listening[index % cluster.Listening.Count], entity);
            if (OtherState(cluster.Program.Model, entity, state, served) is { } other)
            {
                others.Add(other);
            }
        }

        return others;
    }

    [GeneratedRegex(@"Shard (\d+) is served here at epoch (\d+)")]
    private static partial Regex ShardTakenLine();
}
