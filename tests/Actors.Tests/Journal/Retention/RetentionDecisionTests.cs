using Actors.Journal;
using Actors.Journal.Retention;
using Actors.Schema;
using Actors.Sharding;
using Actors.Tests.Samples;
using FsCheck;
using FsCheck.Fluent;

namespace Actors.Tests.Journal.Retention;

public sealed class RetentionDecisionTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly EntityKey[] Entities = [Tally.Key("1"), Tally.Key("2")];

    private static readonly Gen<Situation> Situations =
        from owners in Gen.Elements(0, 1).ArrayOf(30)
        from minutes in Gen.Choose(0, 40).ArrayOf(30)
        from sizes in Gen.Choose(1, 6).ArrayOf(30)
        from standIns in Gen.Choose(0, 3)
        from limits in LimitGen.ArrayOf(2)
        from removed in Gen.Choose(0, 35)
        select new Situation(Pieces(owners, minutes, sizes, standIns), limits, new SequenceNumber(removed));

    private static Gen<HistoryLimit?> LimitGen =>
        from isGiven in Gen.Choose(0, 5)
        from upTo in Gen.Choose(0, 35)
        from minute in Gen.Choose(0, 60)
        from version in Gen.Choose(0, 40)
        select isGiven == 0 ? (HistoryLimit?)null : new HistoryLimit(
            new SequenceNumber(upTo), Start.AddMinutes(minute), new EntityVersion(version));

    [Fact]
    public void Only_what_everything_allows_goes_from_the_first_piece_on() => Property.Holds(Situations, situation =>
    {
        var count = situation.Count;
        Assert.All(situation.Pieces.Take(count).SelectMany(piece => piece), record => Assert.True(situation.MayGo(record), $"{record} went."));
    });

    [Fact]
    public void As_much_goes_as_may_or_nothing_where_only_stand_ins_would() => Property.Holds(Situations, situation =>
    {
        var may = situation.Pieces.TakeWhile(piece => piece.All(situation.MayGo)).ToList();
        var isWorthIt = may.SelectMany(piece => piece).Any(record => record.Kind != RecordKind.Removed);
        Assert.Equal(isWorthIt ? may.Count : 0, situation.Count);
    });

    [Fact]
    public void A_wider_limit_never_lets_less_go() => Property.Holds(Situations, situation =>
    {
        HistoryLimit?[] wider = [.. situation.Limits.Select(limit => limit is { } given ? Wider(given) : limit)];
        Assert.True((situation with { Limits = wider }).Count >= situation.Count);
        Assert.True((situation with { Removed = new SequenceNumber(situation.Removed.Value + 5) }).Count >= situation.Count);
    });

    [Fact]
    public void What_stands_for_removed_records_is_one_record_of_each_entity() => Property.Holds(Situations, situation =>
    {
        var removed = situation.Pieces.Take(situation.Count).SelectMany(piece => piece).ToList();
        var standIns = RemovedRecords.StandIns(removed, SnapshotOf);
        Assert.Equal(removed.Select(record => record.Entity).Distinct().Count(), standIns.Count);
        foreach (var standIn in standIns)
        {
            var last = removed.Last(record => record.Entity == standIn.Entity);
            Assert.Equal((RecordKind.Removed, last.Sequence, last.Version), (standIn.Kind, standIn.Sequence, standIn.Version));
            var carried = RemovedRecords.Snapshot(standIn);
            Assert.Equal((standIn.Entity, 77L, 66L), (carried.Entity, carried.AsOf.Value, carried.Version.Value));
            Assert.Equal([5, 6], carried.Image.ToArray());
        }

        Assert.Equal(standIns.OrderBy(record => record.Sequence), standIns);
    });

    [Fact]
    public void The_log_goes_no_farther_than_the_slowest_needs_it() => Property.Holds(
        from compacted in Generate.Numbers from checkpoint in Generate.Numbers from read in Generate.Numbers select (compacted, checkpoint, read),
        places =>
        {
            var (compacted, checkpoint, read) = places;
            var limit = RetentionDecision.LogLimit(new SequenceNumber(compacted), new SequenceNumber(checkpoint), new SequenceNumber(read));
            Assert.Equal(new[] { compacted, checkpoint, read }.Min(), limit.Value);
        });

    private static HistoryLimit Wider(HistoryLimit limit) =>
        new(new SequenceNumber(limit.UpTo.Value + 3), limit.Before.AddMinutes(3), new EntityVersion(limit.VersionMax.Value + 3));

    private static Snapshot SnapshotOf(EntityKey entity) =>
        new(entity, new SequenceNumber(77), new EntityVersion(66), new byte[] { 5, 6 });

    private static List<IReadOnlyList<JournalRecord>> Pieces(int[] owners, int[] minutes, int[] sizes, int standIns)
    {
        var versions = new long[Entities.Length];
        var records = owners.Select((owner, i) => new JournalRecord
        {
            Shard = new ShardId(1),
            Sequence = new SequenceNumber(i + 1),
            Entity = Entities[owner],
            Version = new EntityVersion(++versions[owner]),
            Kind = RecordKind.Event,
            Type = new WireName("added", 3),
            Payload = default,
            Time = Start.AddMinutes(minutes[i]),
        }).ToList();
        foreach (var entity in Entities.Take(standIns))
        {
            var place = records.FindIndex(record => record.Entity == entity);
            if (place >= 0)
            {
                records[place] = RemovedRecords.StandIns([records[place]], SnapshotOf)[0];
            }
        }

        var pieces = new List<IReadOnlyList<JournalRecord>>();
        for (var i = 0; i < records.Count; i += sizes[pieces.Count - 1])
        {
            pieces.Add([.. records.Skip(i).Take(sizes[pieces.Count])]);
        }

        return pieces;
    }

    public sealed record Situation(IReadOnlyList<IReadOnlyList<JournalRecord>> Pieces, HistoryLimit?[] Limits, SequenceNumber Removed)
    {
        public int Count => RetentionDecision.Pieces(Pieces, LimitOf, Removed);

        public bool MayGo(JournalRecord record) => record.Sequence.Value <= Removed.Value
            && (record.Kind == RecordKind.Removed
                || (LimitOf(record.Entity) is { } limit
                    && record.Sequence.Value <= limit.UpTo.Value && record.Time < limit.Before && record.Version.Value <= limit.VersionMax.Value));

        private HistoryLimit? LimitOf(EntityKey entity) => Limits[Array.IndexOf(Entities, entity)];
    }
}
