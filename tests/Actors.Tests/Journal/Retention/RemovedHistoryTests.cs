using System.Text;
using Actors.Journal;
using Actors.Journal.Retention;
using Actors.Schema;
using Actors.Sharding;
using Actors.Tests.Samples;
using FsCheck.Fluent;

namespace Actors.Tests.Journal.Retention;

/// <summary>What an entity is, and was, of whose history the beginning is gone.</summary>
public sealed class RemovedHistoryTests
{
    private const int Window = 8;
    private static readonly EntityKey Key = Tally.Key("1");
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    [Trait("Invariant", "I5")]
    public void An_entity_is_recovered_the_same_wherever_its_history_was_cut() => Property.Holds(
        from kinds in Gen.Elements(RecordKind.Event, RecordKind.Event, RecordKind.Rejection, RecordKind.Parked).ArrayOf(20)
        from asOf in Gen.Choose(1, 20)
        from removed in Gen.Choose(1, 20)
        from kept in Gen.Choose(0, 20)
        select (kinds, asOf, Math.Min(removed, asOf), kept),
        cut =>
        {
            var (kinds, asOf, removed, kept) = cut;
            var records = Records(kinds);
            var whole = Replay(null, records);
            var history = Cut(records, removed, EntityImageCodec.Encode(Replay(null, records.Take(asOf))));
            Assert.Equal(Bytes(whole), Bytes(Replay(null, history)));
            Assert.Null(Replay(null, history).QuarantineReason);

            // A snapshot of any time, which may be older than what stands for the removed records.
            var snapshot = EntityImageCodec.Encode(Replay(null, records.Take(kept)));
            var image = EntityRecovery.Start(Key, Tally.Definition, kept == 0 ? null : snapshot, Window);
            EntityRecovery.Replay(image, [.. history.Where(record => record.Sequence > image.LastSequence)]);
            Assert.Equal(Bytes(whole), Bytes(image));
        });

    [Fact]
    public void A_snapshot_of_an_unknown_form_quarantines_the_entity_and_says_why()
    {
        var records = Records([.. Enumerable.Repeat(RecordKind.Event, 10)]);
        var history = Cut(records, 6, EntityImageCodec.Encode(Replay(null, records.Take(7))));
        var next = Builder().StateVersion(2).Build();
        var image = EntityRecovery.Start(Key, next, null, Window);
        EntityRecovery.Replay(image, history);
        Assert.Contains("version 6, were removed by retention", image.QuarantineReason, StringComparison.Ordinal);
        Assert.Contains("EarlierState", image.QuarantineReason, StringComparison.Ordinal);
        Assert.Equal(records[^1].Sequence, image.LastSequence);
        Assert.Throws<EntityQuarantinedException>(() => new EntityReplay(next).UntilVersion(history, new EntityVersion(9)));
    }

    [Fact]
    public void A_definition_that_reads_the_earlier_form_recovers_it()
    {
        var json = Encoding.UTF8.GetBytes("""{"number":5}""");
        var old = Builder().EarlierState<TallyEvent.AddedV1>(1, v1 => Tally.Initial with { Numbers = [v1.Number, 6] }).StateVersion(2).Build();
        Assert.Equal([5, 6], ((Tally)old.ReadState(1, json)!).Numbers);
        Assert.Null(old.ReadState(3, json));
        Assert.Null(Tally.Definition.ReadState(2, json));
    }

    [Fact]
    public void What_was_before_the_cut_cannot_be_shown_and_what_was_after_can()
    {
        var records = Records([.. Enumerable.Repeat(RecordKind.Event, 10)]);
        var history = Cut(records, 4, EntityImageCodec.Encode(Replay(null, records.Take(6))));
        var replay = new EntityReplay(Tally.Definition);
        for (var version = 0; version <= 10; version++)
        {
            if (version < 6)
            {
                var error = Assert.Throws<HistoryRemovedException>(() => replay.UntilVersion(history, new EntityVersion(version)));
                Assert.Equal((Key, 6L), (error.Entity, error.Earliest.Value));
                Assert.Throws<HistoryRemovedException>(() => replay.UntilTime(history, records[version].Time.AddSeconds(-1)));
            }
            else
            {
                Assert.Equal(Text(replay.UntilVersion(records, new EntityVersion(version))), Text(replay.UntilVersion(history, new EntityVersion(version))));
                Assert.Equal(Text(replay.UntilTime(records, records[version - 1].Time)), Text(replay.UntilTime(history, records[version - 1].Time)));
            }
        }
    }

    [Fact]
    public void A_parked_command_holds_the_records_from_it_on()
    {
        var records = Records([RecordKind.Event, RecordKind.Event, RecordKind.Parked, RecordKind.Event]);
        var snapshot = EntityImageCodec.Encode(Replay(null, records));
        var limit = Policy(new RetentionCriteria { KeepFor = TimeSpan.Zero }).LimitOf(snapshot);
        Assert.Equal(6, limit!.Value.UpTo.Value); // The parked one is record 7.
    }

    [Fact]
    public void Criteria_of_the_settings_for_a_type_go_before_the_definitions_and_these_before_the_default()
    {
        var snapshot = EntityImageCodec.Encode(Replay(null, Records([.. Enumerable.Repeat(RecordKind.Event, 10)])));
        var byDefault = new RetentionCriteria { KeepEvents = 1 };
        Assert.Equal(9, Policy(byDefault).LimitOf(snapshot)!.Value.VersionMax.Value);
        var model = new ActorModel([Builder().Retain(new RetentionCriteria { KeepEvents = 2 }).Build()]);
        Assert.Equal(8, Policy(byDefault, model).LimitOf(snapshot)!.Value.VersionMax.Value);
        var options = new RetentionOptions
        {
            KeepLogFor = TimeSpan.FromDays(1),
            ByType = new Dictionary<EntityType, RetentionCriteria> { [Tally.Type] = new() { KeepEvents = 30, KeepFor = TimeSpan.FromDays(2) } },
        };
        var policy = new RetentionPolicy(model, options, Window, Start);
        Assert.Equal(new HistoryLimit(snapshot.AsOf, Start.AddDays(-2), EntityVersion.Initial), policy.LimitOf(snapshot));
        Assert.Equal(Start.AddDays(-1), policy.LogBefore);
    }

    [Fact]
    public void Nothing_may_go_without_criteria_or_with_a_snapshot_that_cannot_be_read()
    {
        var snapshot = EntityImageCodec.Encode(Replay(null, Records([RecordKind.Event])));
        Assert.Null(Policy(null).LimitOf(snapshot));
        Assert.Null(Policy(new RetentionCriteria()).LimitOf(snapshot with { Image = new byte[] { 9 } }));
        Assert.Null(Policy(new RetentionCriteria(), new ActorModel([])).LimitOf(snapshot));
    }

    [Fact]
    public void Wrong_options_are_all_named()
    {
        var wrong = new RetentionOptions
        {
            KeepLogFor = TimeSpan.FromMinutes(1),
            Interval = TimeSpan.Zero,
            Entities = new RetentionCriteria { KeepEvents = -1, KeepFor = TimeSpan.FromDays(-1) },
        };
        Assert.Equal(4, wrong.Faults().Count());
        Assert.Contains("KeepLogFor is missing", Assert.Single(new RetentionOptions { Entities = new RetentionCriteria() }.Faults()), StringComparison.Ordinal);
        Assert.Empty(new RetentionOptions().Faults());
        Assert.Throws<ArgumentException>(() => Builder().Retain(new RetentionCriteria { KeepEvents = -1 }));
    }

    private static EntityDefinitionBuilder<Tally, TallyCommand, TallyEvent> Builder() =>
        EntityDefinition.For<Tally, TallyCommand, TallyEvent>(TallyJson.Default).Event<TallyEvent.Added>("added", 3);

    private static RetentionPolicy Policy(RetentionCriteria? criteria, ActorModel? model = null) => new(
        model ?? new ActorModel([Tally.Definition]),
        new RetentionOptions { KeepLogFor = TimeSpan.FromDays(1), Entities = criteria },
        Window,
        Start.AddDays(10));

    private static List<JournalRecord> Records(RecordKind[] kinds)
    {
        var version = 0;
        return [.. kinds.Select((kind, i) => new JournalRecord
        {
            Shard = new ShardId(1),
            Sequence = new SequenceNumber((3 * i) + 1),
            Entity = Key,
            Version = new EntityVersion(kind == RecordKind.Event ? ++version : version),
            Kind = kind,
            Type = new WireName("added", 3),
            Payload = kind == RecordKind.Event ? Tally.Definition.Messages.Encode(new TallyEvent.Added(i, "piece", null)).Bytes : default,
            Time = Start.AddMinutes(i),
            Metadata = RecordMetadata.Empty with { CommandId = new CommandId($"command {i}") },
        })];
    }

    private static List<JournalRecord> Cut(List<JournalRecord> records, int count, Snapshot snapshot) =>
        [.. RemovedRecords.StandIns(records.Take(count), _ => snapshot), .. records.Skip(count)];

    private static EntityImage Replay(Snapshot? snapshot, IEnumerable<JournalRecord> records)
    {
        var image = EntityRecovery.Start(Key, Tally.Definition, snapshot, Window);
        EntityRecovery.Replay(image, [.. records]);
        return image;
    }

    private static string Bytes(EntityImage image)
    {
        var snapshot = EntityImageCodec.Encode(image);
        return $"{snapshot.AsOf}|{snapshot.Version}|{Convert.ToHexString(snapshot.Image.Span)}";
    }

    private static string Text(ReplayedEntity entity) =>
        $"{entity.Version}|{entity.Sequence}|{entity.Time}|{string.Join(',', ((Tally)entity.State).Numbers)}";
}
