using System.Text;
using Actors.Cluster.Tests.Nodes;
using Actors.Cluster.Tests.Programs;
using Actors.Journal;
using Actors.Runtime.Audits;
using Actors.TestKit.Processes;
using SmallBank;

namespace Actors.Cluster.Tests.Audits;

/// <summary>An audit that finds nothing proves nothing: faults are planted one at a time into copies of a good journal, and each is found.</summary>
public sealed class AuditBiteTests(AuditBiteTests.BankJournal bank) : IClassFixture<AuditBiteTests.BankJournal>
{
    [Fact]
    public async Task The_journal_itself_is_clean()
    {
        var audit = await ClusterAudit.OfJournal(bank.Journal.Copy(), bank.Program.Model, bank.Answers);
        Assert.True(audit.IsClean, audit.ToString());
        Assert.True((await Report(bank.Journal.Copy())).IsClean);
        Assert.Empty(await BookFaults(bank.Journal.Copy()));
    }

    [Fact]
    public Task A_lost_record_is_found() => Finds("follows record", copy => Busiest(copy).RemoveAt(3));

    [Fact]
    public Task A_lost_end_is_found() => Finds("the shard's row says", copy => Busiest(copy).RemoveAt(Busiest(copy).Count - 1));

    [Fact]
    public Task A_command_that_took_effect_twice_is_found() => Finds("repeats the command", copy =>
    {
        var shard = copy.Records.First(s => s.Exists(IsCommand));
        var record = shard.First(IsCommand);
        var last = shard.Last(r => r.Entity == record.Entity).Version.Value;
        Append(copy, shard, record with { Version = new EntityVersion(last + (record.Kind == RecordKind.Event ? 1 : 0)) });
    });

    [Fact]
    public Task Events_of_an_entity_in_the_wrong_order_are_found() => Finds("has version", copy =>
    {
        var shard = Busiest(copy);
        var twice = shard.Where(r => r.Kind == RecordKind.Event).GroupBy(r => r.Entity).First(g => g.Count() > 1).Take(2).Select(r => shard.IndexOf(r)).ToList();
        var (one, other) = (shard[twice[0]], shard[twice[1]]);
        shard[twice[0]] = other with { Sequence = one.Sequence };
        shard[twice[1]] = one with { Sequence = other.Sequence };
    });

    [Fact]
    public Task An_outcome_without_its_end_is_found() => Finds("ends in the middle of an outcome", copy =>
    {
        var shard = Busiest(copy);
        shard[^1] = shard[^1] with { Metadata = shard[^1].Metadata with { Index = 0, Count = 2 } };
    });

    [Fact]
    public Task A_lane_in_the_wrong_order_is_found() => Finds("after a later one", copy =>
    {
        var shard = copy.Records.First(s => OnOneLane(s) is not null);
        var (one, other) = OnOneLane(shard)!.Value;
        var (first, second) = (shard[one].Metadata, shard[other].Metadata);
        shard[one] = shard[one] with { Metadata = first with { LanePosition = second.LanePosition } };
        shard[other] = shard[other] with { Metadata = second with { LanePosition = first.LanePosition } };
    });

    [Fact]
    public Task An_event_that_is_no_longer_readable_is_found() => Finds("cannot be replayed", copy =>
    {
        var shard = Busiest(copy);
        var place = shard.FindIndex(r => r.Kind == RecordKind.Event);
        shard[place] = shard[place] with { Payload = Encoding.UTF8.GetBytes("{") };
    });

    [Fact]
    public async Task Money_from_nowhere_is_found()
    {
        var copy = bank.Journal.Copy();
        var shard = copy.Records.First(s => s.Exists(IsReceipt));
        var place = shard.FindIndex(IsReceipt);
        var funds = (AccountEvent.FundsReceived)bank.Program.Model.EventOf(shard[place])!;
        shard[place] = shard[place] with
        {
            Payload = bank.Program.Model.Find(shard[place].Entity.Type)!.Messages.Encode(funds with { Amount = funds.Amount + 1 }).Bytes,
        };
        Assert.NotEmpty(await BookFaults(copy));
    }

    [Fact]
    public async Task An_acknowledged_command_that_is_not_there_or_has_another_outcome_is_found()
    {
        var answered = bank.Answers.First(a => a.Answer.IsAccepted);
        ClusterAnswer[] answers =
        [
            .. bank.Answers,
            answered with { Id = new CommandId("never sent") },
            answered with { Answer = new CommandAnswer(false, "{}") },
        ];
        Assert.Equal(2, (await ClusterAudit.OfJournal(bank.Journal.Copy(), bank.Program.Model, answers)).Lost);
    }

    [Fact]
    public async Task Two_owners_of_an_epoch_and_heads_that_went_back_are_found()
    {
        var copy = bank.Journal.Copy();
        var later = copy.HeadsTold.Later;
        later[0] = later[0] with { Owner = "another#9" };
        later[1] = later[1] with { Head = new SequenceNumber(later[1].Head.Value - 1) };
        var faults = (await Report(copy)).Faults.Select(f => f.Text).ToList();
        Assert.Contains(faults, f => f.StartsWith("has two owners at epoch", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("went back", StringComparison.Ordinal));
    }

    [Fact]
    public void A_shard_that_two_nodes_took_at_one_epoch_is_found() => Assert.Equal(
        ["shard 5 was taken at epoch 2 by node-a and node-b"],
        ClusterAudit.SharedEpochs([
            ("node-a", "Shard 5 is served here at epoch 1\nShard 5 is served here at epoch 2"),
            ("node-b", "Shard 5 is served here at epoch 2\nShard 6 is served here at epoch 2"),
        ]));

    [Fact]
    public void Another_answer_to_the_same_command_is_found_and_another_trace_is_none()
    {
        var first = new CommandAnswer(false, """{"code":"insufficient-funds","traceId":"1"}""");
        Assert.True(ClusterAudit.IsSame(first, first with { Text = """{"code":"insufficient-funds","traceId":"2"}""" }));
        Assert.False(ClusterAudit.IsSame(first, first with { Text = """{"code":"account-unknown","traceId":"1"}""" }));
        Assert.False(ClusterAudit.IsSame(first, first with { IsAccepted = true }));
    }

    [Fact]
    public async Task A_state_that_is_not_the_replayed_one_is_found()
    {
        var states = new ReplayedStates(bank.Program.Model);
        await states.ReadOn(bank.Journal.Copy());
        var (entity, account) = states.Of<Account>().First();
        Assert.Null(ClusterAudit.OtherState(bank.Program.Model, entity, account, $$"""{"state":{{Json(account)}}}"""));
        Assert.NotNull(ClusterAudit.OtherState(bank.Program.Model, entity, account, $$"""{"state":{{Json(account with { Checking = account.Checking + 1 })}}}"""));
        Assert.NotNull(ClusterAudit.OtherState(bank.Program.Model, entity, account, null));
    }

    private static bool IsCommand(JournalRecord record) => record.Metadata is { CommandId: not null, Index: 0 };

    private static (int One, int Other)? OnOneLane(List<JournalRecord> shard) => shard
        .Where(r => r.Metadata is { Lane: not null, Index: 0 }).GroupBy(r => (r.Metadata.Lane, r.Entity)).Where(g => g.Count() > 1)
        .Select(g => ((int, int)?)(shard.IndexOf(g.First()), shard.IndexOf(g.ElementAt(1)))).FirstOrDefault();

    private static List<JournalRecord> Busiest(CopiedJournal copy) => copy.Records.MaxBy(s => s.Count)!;

    private static void Append(CopiedJournal copy, List<JournalRecord> shard, JournalRecord record)
    {
        shard.Add(record with { Sequence = new SequenceNumber(shard.Count + 1) });
        var (first, later) = copy.HeadsTold;
        first[record.Shard.Value] = later[record.Shard.Value] = first[record.Shard.Value] with { Head = shard[^1].Sequence };
    }

    private bool IsReceipt(JournalRecord record) => bank.Program.Model.EventOf(record) is AccountEvent.FundsReceived;

    private string Json(Account account)
    {
        var text = new System.Buffers.ArrayBufferWriter<byte>();
        bank.Program.Model.Find(Account.Type)!.StateCodec.Encode(account, text);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    /// <summary>The drills' audit and the operators' <c>./actors audit</c> must both find it.</summary>
    private async Task Finds(string text, Action<CopiedJournal> plant)
    {
        var copy = bank.Journal.Copy();
        plant(copy);
        Assert.Contains((await ClusterAudit.OfJournal(copy, bank.Program.Model, [])).Faults, f => f.Contains(text, StringComparison.Ordinal));
        Assert.Contains((await Report(copy)).Faults, f => f.Text.Contains(text, StringComparison.Ordinal));
    }

    private Task<JournalAuditReport> Report(CopiedJournal copy) => new JournalAuditor(copy, bank.Program.Model).Run(default);

    private async Task<IEnumerable<string>> BookFaults(CopiedJournal copy)
    {
        var books = bank.Program.OpenBooks();
        await books.ReadOn(copy);
        return books.Faults;
    }

    /// <summary>What a node wrote under load, read from its PostgreSQL.</summary>
    public sealed class BankJournal : IAsyncLifetime
    {
        internal BankProgram Program { get; } = new();

        internal CopiedJournal Journal { get; private set; } = null!;

        internal IReadOnlyList<ClusterAnswer> Answers { get; private set; } = [];

        public async Task InitializeAsync()
        {
            await using var cluster = await NodeCluster.Start(new ClusterPlan { Nodes = 1, Program = Program });
            await using var load = await ClusterLoad.Start(cluster, clients: 4, seed: 31);
            await load.Progress(1000);
            await load.Stop();
            var audit = await ClusterAudit.Of(cluster, load); // It waits until the transfers under way have arrived.
            Assert.True(audit.IsClean, audit.ToString());
            await using var store = await cluster.OpenStore();
            Journal = await CopiedJournal.Of(store.Journal);
            Answers = [.. load.Answers];
        }

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
