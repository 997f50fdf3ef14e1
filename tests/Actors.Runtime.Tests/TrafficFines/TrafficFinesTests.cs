using Actors.Journal;
using Actors.Runtime.Tests.Nodes;
using Actors.Schema;
using Actors.TestKit.Time;

namespace Actors.Runtime.Tests.TrafficFines;

/// <summary>
/// Thirteen years of a real log of traffic fines on a real node: each day's rows arrive on their day, and the penalties come from
/// durable timers alone. By default one fine in twenty-five; a nightly run takes all of them.
/// </summary>
public sealed class TrafficFinesTests
{
    private static readonly int Share = Environment.GetEnvironmentVariable("ACTORS_NIGHTLY") == "1" ? 1 : 25;
    private readonly Dictionary<string, DateTimeOffset> _penalties = [];
    private readonly Dictionary<string, List<long>> _totals = [];

    [DataFact]
    [Trait("Invariant", "I3")]
    public async Task Totals_are_those_of_the_log_and_each_penalty_falls_sixty_days_after_notification()
    {
        var log = await FineLog.Read(Path.Combine(DataFolder.Path!, "traffic-fines"), Share);
        var clock = new ManualTimeProvider(log.Rows[0].Date);
        var options = new ActorSystemOptions { EntityCountMax = 2000 };
        await using var node = await TestNode.Start(new ActorModel([Fine.Definition]), new TestStore(64), options, clock);
        var time = new SimulatedTime(node.System, clock);
        foreach (var day in log.Rows.GroupBy(r => r.Date))
        {
            await time.RunTo(day.Key);
            await Task.WhenAll(day.GroupBy(r => r.Fine).Select(fine => Send(node.System, fine)));
        }

        await time.RunTo(clock.GetUtcNow() + Fine.PenaltyDelay);
        await ReadJournal(node.Store.Journal);
        AssertPenalties(log);
        AssertTotals(log);
    }

    private static async Task Send(ActorSystem system, IEnumerable<FineLog.Row> rows)
    {
        foreach (var row in rows.Where(r => r.Activity != "Add penalty"))
        {
            FineCommand command = row.Activity switch
            {
                "Payment" => new FineCommand.Pay(row.PaymentCents),
                "Insert Fine Notification" => new FineCommand.Notify(),
                var activity => new FineCommand.Record(activity),
            };
            Assert.True((await system.EntityRef<Fine, FineCommand, FineEvent>(row.Fine).Ask(command)).IsAccepted);
        }
    }

    private async Task ReadJournal(IJournal journal)
    {
        foreach (var shard in journal.ShardCount.All)
        {
            foreach (var record in await journal.Read(shard, SequenceNumber.None, int.MaxValue, CancellationToken.None))
            {
                switch (Fine.Definition.Messages.Decode(record.Type, record.Payload.Span))
                {
                    case FineEvent.PenaltyAdded penalty:
                        Assert.True(_penalties.TryAdd(record.Entity.Id.Value, penalty.At), "A timer fires once.");
                        break;
                    case FineEvent.Paid paid:
                        Totals(record.Entity.Id.Value).Add(paid.TotalCents);
                        break;
                }
            }
        }
    }

    private void AssertPenalties(FineLog log)
    {
        var expected = log.Rows.Where(r => r.Activity == "Add penalty").ToDictionary(r => r.Fine, r => r.Date);
        Assert.Equal(expected.Count, _penalties.Count);
        Assert.True(Share > 1 || expected.Count == 79_860, "The whole log has 79,860 penalties.");
        foreach (var (fine, due) in expected)
        {
            Assert.InRange(_penalties[fine], due, due + TimeSpan.FromSeconds(5));
        }
    }

    /// <summary>The log knows days only: two payments of one day both state the total after the second. So the last of a day decides.</summary>
    private void AssertTotals(FineLog log)
    {
        var differing = new HashSet<string>();
        foreach (var fine in log.Rows.Where(r => r.Activity == "Payment").GroupBy(r => r.Fine))
        {
            var rows = fine.ToArray();
            var totals = Totals(fine.Key);
            Assert.Equal(rows.Length, totals.Count);
            var lastOfDays = Enumerable.Range(0, rows.Length).Where(i => i == rows.Length - 1 || rows[i + 1].Date != rows[i].Date);
            if (lastOfDays.Any(i => rows[i].TotalPaidCents != totals[i]))
            {
                differing.Add(fine.Key);
            }
        }

        Assert.Equal(log.Exceptions.Order(), differing.Order());
    }

    private List<long> Totals(string fine)
    {
        if (!_totals.TryGetValue(fine, out var totals))
        {
            _totals.Add(fine, totals = []);
        }

        return totals;
    }
}
