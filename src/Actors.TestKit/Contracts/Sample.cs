using System.Globalization;
using System.Text;
using Actors.DeadLettering;
using Actors.Journal;
using Actors.Schema;
using Actors.Sharding;
using Actors.Streams;
using Actors.Timers;

namespace Actors.TestKit.Contracts;

/// <summary>Makes records, commits and what goes with them for contract suites; same arguments, same result.</summary>
public static class Sample
{
    /// <summary>The time of all samples, to the microsecond.</summary>
    public static readonly DateTimeOffset Time = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero).AddTicks(1_234_560);

    /// <summary>An entity.</summary>
    public static EntityKey Entity(int number) => new(new EntityType("order"), new EntityId(number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The first entities that belong to a shard.</summary>
    public static IReadOnlyList<EntityKey> Entities(ShardId shard, ShardCount shards, int count) =>
        [.. Enumerable.Range(0, int.MaxValue).Select(Entity).Where(entity => shards.ShardOf(entity) == shard).Take(count)];

    /// <summary>A record of an entity.</summary>
    public static JournalRecord Record(ShardId shard, long sequence, EntityKey entity) => new()
    {
        Shard = shard,
        Sequence = new SequenceNumber(sequence),
        Entity = entity,
        Version = new EntityVersion(sequence),
        Kind = RecordKind.Event,
        Type = new WireName("order-placed", 2),
        Payload = Encoding.UTF8.GetBytes($$"""{"order":"{{entity}}","sequence":{{sequence}}}"""),
        Metadata = RecordMetadata.Empty with { Lane = new Lane("orders.csv"), LanePosition = new LanePosition(sequence) },
        Time = Time,
    };

    /// <summary>A commit of some records after a head; all of one entity, or of the entity numbered as the shard.</summary>
    public static ShardCommit Commit(ShardHead head, int count, EntityKey? entity = null) => new()
    {
        Shard = head.Shard,
        Epoch = head.Epoch,
        ExpectedHead = head.Head,
        Records = [.. Enumerable.Range(1, count).Select(i => Record(head.Shard, head.Head.Value + i, entity ?? Entity(head.Shard.Value)))],
    };

    /// <summary>The head after a commit was stored.</summary>
    public static ShardHead After(ShardHead head, ShardCommit commit) => head with { Head = commit.NewHead };

    /// <summary>A timer that is due some seconds after <see cref="Time"/>.</summary>
    public static ScheduledTimer Timer(EntityKey entity, string name, long setAt, int dueSeconds) => new(
        entity, name, new SequenceNumber(setAt), Time.AddSeconds(dueSeconds), new WireName("remind", 1), Encoding.UTF8.GetBytes(name));

    /// <summary>A dead letter.</summary>
    public static DeadLetter Letter(string id, EntityKey? entity = null) => new()
    {
        Id = new DeadLetterId(id),
        Reason = DeadLetterReason.Parked,
        Detail = "Waits behind an earlier command.",
        Source = "orders.csv row 17",
        Entity = entity,
        Type = entity is null ? null : new WireName("place-order", 1),
        Payload = Encoding.UTF8.GetBytes(id),
        Time = Time,
    };

    /// <summary>A dead letter that was a record of an ingress, with everything that one can have.</summary>
    public static DeadLetter RecordLetter(string ingress, long position) => Letter($"{ingress}/0@{position}") with
    {
        Reason = DeadLetterReason.Undecodable,
        Attempts = 3,
        Origin = new DeadLetterOrigin(ingress, new Lane($"{ingress}/0"), new LanePosition(position))
        {
            Key = Encoding.UTF8.GetBytes("key"),
            Headers = [new SourceHeader("ce_type", Encoding.UTF8.GetBytes("order")), new SourceHeader("empty", default)],
        },
    };

    /// <summary>Something done about a dead letter.</summary>
    public static DeadLetterAction Action(string letter, DeadLetterActionKind kind, bool resolves = false) => new()
    {
        Letter = new DeadLetterId(letter),
        Kind = kind,
        Time = Time,
        Principal = "operator",
        Note = "because",
        Resolves = resolves,
    };
}
