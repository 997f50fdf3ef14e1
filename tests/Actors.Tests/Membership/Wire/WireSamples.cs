using Actors.DeadLettering;
using Actors.Journal;
using Actors.Schema;
using Actors.Sharding;
using Actors.Tests.Samples;
using Actors.Timers;
using FsCheck;
using FsCheck.Fluent;

namespace Actors.Tests.Membership.Wire;

/// <summary>Messages and replies of every form.</summary>
internal static class WireSamples
{
    public static readonly ActorModel Model = new([Tally.Definition]);

    private static readonly Gen<EntityKey> Tallies = Generate.Texts.Select(Tally.Key);

    private static readonly Gen<object?> Commands =
        from number in Generate.Numbers
        from timer in Generate.Texts
        from due in Generate.Times
        from command in Gen.Elements<object?>(
            null,
            new TallyCommand.Add(number),
            new TallyCommand.AddAll([number, 2, 3]),
            new TallyCommand.Look(),
            new TallyCommand.AddLater(timer, due, number))
        select command;

    private static readonly Gen<LaneStamp?> Lanes =
        from isThere in Gen.Elements(true, false)
        from name in Generate.Texts
        from position in Generate.Numbers
        from floor in Generate.Numbers
        from turn in Gen.Choose(0, int.MaxValue)
        select isThere
            ? new LaneStamp(new Lane(name), new LanePosition(position), new LanePosition(floor - 1)) { Run = position, Turn = turn }
            : (LaneStamp?)null;

    private static readonly Gen<TimerKey?> Timers =
        from isThere in Gen.Elements(true, false)
        from entity in Generate.EntityKeys
        from name in Generate.Texts
        from setAt in Generate.Numbers
        select isThere ? new TimerKey(entity, name, new SequenceNumber(setAt)) : null;

    private static readonly Gen<Origin> Origins =
        from correlation in Generate.OptionalTexts
        from causation in Generate.OptionalTexts
        from principal in Generate.OptionalTexts
        from trace in Generate.OptionalTexts
        select new Origin(correlation, causation, principal, trace);

    public static readonly Gen<Envelope> Envelopes =
        from target in Tallies
        from command in Commands
        from time in Generate.Times
        from id in Generate.OptionalTexts
        from lane in Lanes
        from timer in Timers
        from replays in Generate.OptionalTexts
        from epoch in Gen.OneOf(Gen.Constant(0L), Generate.Numbers)
        from origin in Origins
        select new Envelope
        {
            Target = target,
            Command = command,
            Time = time,
            Id = id is null ? null : new CommandId(id),
            Lane = lane,
            Timer = timer,
            Replays = replays is null ? null : new DeadLetterId(replays),
            Epoch = new Epoch(epoch),
            Origin = origin,
        };

    private static readonly Gen<Outcome> Outcomes =
        from shard in Gen.Choose(0, 4095)
        from sequence in Generate.Numbers
        from version in Generate.Numbers
        from code in Generate.KebabNames
        from reason in Generate.Texts
        from isRejected in Gen.Elements(true, false)
        from count in Gen.Choose(0, 4)
        from number in Generate.Numbers
        select new Outcome
        {
            Shard = new ShardId(shard),
            Sequence = new SequenceNumber(sequence),
            Version = new EntityVersion(version),
            Rejection = isRejected ? new Rejection(code, reason) : null,
            Events = isRejected ? [] : [.. Enumerable.Range(0, count).Select(i => new TallyEvent.Added(number, reason, i == 0 ? null : code))],
        };

    private static readonly Gen<CommandReply> Others =
        from kind in Gen.Elements(ReplyKind.Repeated, ReplyKind.AlreadyDone, ReplyKind.Parked, ReplyKind.Retry, ReplyKind.Quarantined)
        from first in Generate.Numbers
        from count in Gen.Choose(0, 1000)
        from detail in Generate.OptionalTexts
        from isUncertain in Gen.Elements(true, false)
        select new CommandReply
        {
            Kind = kind,
            First = new SequenceNumber(first),
            Count = count,
            Detail = detail,
            IsUncertain = kind == ReplyKind.Retry && isUncertain,
        };

    private static readonly Gen<CommandReply> Views =
        from id in Generate.Texts
        from numbers in Generate.Numbers.ListOf()
        from version in Generate.Numbers
        from sequence in Generate.Numbers
        from isParked in Gen.Elements(true, false)
        select new CommandReply
        {
            Kind = ReplyKind.Viewed,
            View = new EntityView(
                Tally.Key(id), new Tally { Numbers = numbers }, new EntityVersion(version), new SequenceNumber(sequence), isParked),
        };

    public static readonly Gen<CommandReply> Replies = Gen.OneOf(
        Outcomes.Select(o => new CommandReply { Kind = ReplyKind.Completed, Outcome = o }), Others, Views);
}
