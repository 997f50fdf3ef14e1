using Actors.Journal;
using Actors.Journal.Audits;
using Actors.Schema;
using Actors.Sharding;
using Actors.Tests.Samples;

namespace Actors.Tests.Journal;

public sealed class ShardAuditTests
{
    private static readonly ShardId Shard = new(3);
    private static readonly Lane Lane = new("lane");

    [Fact]
    public void A_good_shard_has_no_faults() => Assert.Empty(Faults(
        head: 5,
        Event(1, "a", 1) with { Metadata = new RecordMetadata { CommandId = new CommandId("1") } },
        Event(2, "b", 1) with { Metadata = new RecordMetadata { Index = 0, Count = 2, Lane = Lane, LanePosition = new LanePosition(7) } },
        Event(3, "b", 2) with { Metadata = new RecordMetadata { Index = 1, Count = 2, Lane = Lane, LanePosition = new LanePosition(7) } },
        Event(4, "b", 2) with { Kind = RecordKind.Rejection, Metadata = new RecordMetadata { Lane = Lane, LanePosition = new LanePosition(8) } },
        Event(5, "a", 2)));

    [Fact]
    public void A_gap_is_found() => Assert.Contains("3:3 tally/a: follows record 1 of shard 3", Faults(3, Event(1, "a", 1), Event(3, "a", 2)));

    [Fact]
    public void A_record_twice_is_found() => Assert.Contains("3:1 tally/a: follows record 1 of shard 3", Faults(1, Event(1, "a", 1), Event(1, "a", 2)));

    [Fact]
    public void A_missing_end_is_found() => Assert.Equal(["3:1: is the last record, and the shard's row says 2"], Faults(2, Event(1, "a", 1)));

    [Fact]
    public void A_gap_in_versions_is_found() => Assert.Equal(["3:2 tally/a: has version 3, not 2"], Faults(2, Event(1, "a", 1), Event(2, "a", 3)));

    [Fact]
    public void A_command_twice_is_found() => Assert.Equal(
        ["3:2 tally/a: repeats the command 1"],
        Faults(2, Event(1, "a", 1) with { Metadata = Command("1") }, Event(2, "a", 2) with { Metadata = Command("1") }));

    [Fact]
    public void A_command_that_was_parked_and_then_done_is_no_fault() => Assert.Empty(
        Faults(2, Event(1, "a", 0) with { Kind = RecordKind.Parked, Metadata = Command("1") }, Event(2, "a", 1) with { Metadata = Command("1") }));

    [Fact]
    public void A_position_of_a_lane_twice_or_out_of_order_is_found() => Assert.Equal(
        ["3:2 tally/a: repeats lane@5", "3:2 tally/a: comes on lane@5 after a later one", "3:3 tally/a: comes on lane@4 after a later one"],
        Faults(3, OnLane(1, 5), OnLane(2, 5), OnLane(3, 4)));

    [Fact]
    public void An_outcome_cut_in_two_is_found()
    {
        var part = new RecordMetadata { Index = 0, Count = 2 };
        Assert.Equal(["3:1: ends in the middle of an outcome"], Faults(1, Event(1, "a", 1) with { Metadata = part }));
        Assert.Equal(
            ["3:2 tally/a: is part 0 of 1 of an outcome, after part 0 of 2"], Faults(2, Event(1, "a", 1) with { Metadata = part }, Event(2, "a", 2)));
    }

    [Fact]
    public void An_event_that_cannot_be_replayed_is_found_once_for_its_entity()
    {
        var damaged = Event(1, "a", 1) with { Payload = "{"u8.ToArray() };
        var fault = Assert.Single(Faults(3, damaged, Event(2, "a", 2), Event(3, "b", 1)));
        Assert.StartsWith("3:1 tally/a: cannot be replayed: added:3", fault, StringComparison.Ordinal);
        Assert.Contains("does not know", Assert.Single(Faults(1, Event(1, "a", 1) with { Type = new WireName("unheard", 1) })), StringComparison.Ordinal);
    }

    private static List<string> Faults(long head, params JournalRecord[] records)
    {
        var faults = new List<string>();
        var audit = new ShardAudit(Shard, new ActorModel([Tally.Definition]), fault => faults.Add(fault.ToString()));
        foreach (var record in records)
        {
            audit.Check(record);
        }

        audit.End(new SequenceNumber(head));
        Assert.Equal(records.Length, audit.Records);
        return faults;
    }

    private static RecordMetadata Command(string id) => new() { CommandId = new CommandId(id) };

    private static JournalRecord OnLane(long sequence, long position) => Event(sequence, "a", sequence) with
    {
        Metadata = new RecordMetadata { Lane = Lane, LanePosition = new LanePosition(position) },
    };

    private static JournalRecord Event(long sequence, string entity, long version)
    {
        var (type, payload) = Tally.Definition.Messages.Encode(new TallyEvent.Added(sequence, "piece", null));
        return new JournalRecord
        {
            Shard = Shard,
            Sequence = new SequenceNumber(sequence),
            Entity = Tally.Key(entity),
            Version = new EntityVersion(version),
            Kind = RecordKind.Event,
            Type = type,
            Payload = payload,
            Time = DateTimeOffset.UnixEpoch,
        };
    }
}
