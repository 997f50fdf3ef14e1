using System.Text;
using System.Text.Json;
using Actors;
using Actors.Runtime.Streams.Files;
using Actors.Timers;
using Xunit;

namespace Shop.Tests.TrafficFines;

/// <summary>The recorded fines: running totals after every payment, and penalties by timer on the recorded day.</summary>
public sealed class TrafficFineReplayTests
{
    private readonly Dictionary<string, Fine> _fines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimerRequest> _timers = new(StringComparer.Ordinal);
    private readonly HashSet<(string Case, DateOnly Date)> _differing = [];
    private long _events;
    private long _penalties;

    [DataFact]
    public async Task Totals_and_penalties_are_those_of_the_log()
    {
        var decoder = new FineDecoder();
        var source = new CsvFileSource(DataFolder.File("traffic-fines", "events.csv.gz"), FineRow.Columns);
        await foreach (var record in source.Read(LanePosition.None, CancellationToken.None))
        {
            var row = FineRow.Parse(Encoding.UTF8.GetString(record.Payload.Span));
            Penalise(row);
            Decide(row.Case, (FineCommand)(decoder.Decode(record).Command ?? throw new InvalidOperationException(record.Origin)).Command);
            Compare(row);
        }

        using var expected = JsonDocument.Parse(await File.ReadAllBytesAsync(DataFolder.File("traffic-fines", "expected.json")));
        AssertExpected(expected.RootElement);
    }

    private void AssertExpected(JsonElement expected)
    {
        var payments = expected.GetProperty("payments");
        Assert.Equal(expected.GetProperty("events").GetInt64(), _events);
        Assert.Equal(expected.GetProperty("cases").GetInt32(), _fines.Count);
        Assert.Equal(payments.GetProperty("events").GetInt32(), _fines.Values.Sum(fine => fine.Payments));
        Assert.Equal(payments.GetProperty("sum_payment_cents").GetInt64(), _fines.Values.Sum(fine => fine.PaidCents));
        Assert.Equal(expected.GetProperty("events_by_activity").GetProperty("Add penalty").GetInt64(), _penalties);
        Assert.Empty(_timers);
        Assert.Equal(
            expected.GetProperty("ledger_mismatch_cases").GetProperty("cases").EnumerateArray().Select(item => item.GetProperty("case").GetString()).Order(),
            _differing.Select(differing => differing.Case).Distinct().Order());
    }

    /// <summary>
    /// The log knows days only: where a fine is paid twice on one day, it states the day's total after both payments (27 fines). So
    /// the last payment of a day decides.
    /// </summary>
    private void Compare(FineRow row)
    {
        if (row.TotalPaidCents == _fines[row.Case].PaidCents)
            _differing.Remove((row.Case, row.Date));
        else if (row.TotalPaidCents is not null)
            _differing.Add((row.Case, row.Date));
    }

    /// <summary>Where the log adds a penalty, the timer set by the notification must be due, to the day.</summary>
    private void Penalise(FineRow row)
    {
        if (row.Activity != "Add penalty")
            return;

        Assert.True(_timers.Remove(row.Case, out var timer), $"Fine {row.Case} has no penalty timer on {row.Date}.");
        Assert.Equal(row.Date, DateOnly.FromDateTime(timer.Due!.Value.UtcDateTime));
        Decide(row.Case, (FineCommand)timer.Command!);
        Assert.Equal(row.Date, _fines[row.Case].PenaltyOn);
        _penalties++;
        _events--;
    }

    private void Decide(string id, FineCommand command)
    {
        var state = _fines.GetValueOrDefault(id) ?? Fine.Initial;
        var key = new EntityKey(Fine.Type, new EntityId(id));
        var decision = Fine.Decide(state, command, new DecisionContext(key, EntityVersion.Initial, DateTimeOffset.UnixEpoch));
        Assert.True(decision.Rejection is null, $"{id}: {command} was refused: {decision.Rejection?.Code}");
        _events += decision.Events.Count;
        _fines[id] = decision.Events.Aggregate(state, Fine.Evolve);
        foreach (var timer in decision.Timers)
            _timers[id] = timer;
    }
}
