using Actors.DeadLettering;
using Actors.Journal;
using Actors.Schema;
using Actors.Timers;

namespace Actors.Sharding;

/// <summary>
/// Decides one command on an entity's speculative state and appends the outcome to the open batch. Tells repetitions by lane,
/// timer and command id first, so that a command takes effect at most once.
/// </summary>
/// <param name="shard">The shard.</param>
/// <param name="lanes">What its lanes have done.</param>
internal sealed class CommandDecider(ShardId shard, LaneLedger lanes)
{
    private readonly Draft _draft = new();

    /// <summary>Decides a command. The reply may leave once the batch is durable.</summary>
    public CommandReply Decide(EntityImage image, Envelope envelope, ShardBatch batch)
    {
        if (IsRepeated(image, envelope) is { } earlier)
        {
            if (earlier.Kind == ReplyKind.Repeated && envelope.Lane is { } lane)
            {
                AppendRepeated(image, envelope, lane, batch);
            }

            return earlier;
        }

        if (envelope.Command is ParkEntity parking)
        {
            return image.ParkedCount > 0
                ? new CommandReply { Kind = ReplyKind.AlreadyDone }
                : Park(image, envelope, batch, (DeadLetterReason.ParkedByOperator, parking.Reason));
        }

        var replaysParked = envelope.Replays is { } replayed && replayed.IsParked(out _, out _);
        if (!replaysParked && (image.ParkedCount > 0 || image.QuarantineReason is not null))
        {
            return Park(image, envelope, batch, ReasonToPark(image));
        }

        if (replaysParked && image.QuarantineReason is { } reason)
        {
            return new CommandReply { Kind = ReplyKind.Parked, First = image.LastSequence, Detail = reason };
        }

        try
        {
            _draft.Fill(image, envelope);
        }
        catch (Exception exception) // The entity's own code ran: whatever it throws concerns this entity alone.
        {
            var failure = (DeadLetterReason.DecisionFailed, $"{exception.GetType().Name}: {exception.Message}");
            return replaysParked
                ? new CommandReply { Kind = ReplyKind.Parked, First = image.LastSequence, Detail = failure.Item2 }
                : Park(image, envelope, batch, failure);
        }

        return Append(image, envelope, batch, _draft);
    }

    private CommandReply? IsRepeated(EntityImage image, Envelope envelope)
    {
        if (envelope.Lane is { } lane)
        {
            lanes.RaiseFloor(lane.Lane, lane.Floor);
            if (lanes.IsDone(lane.Lane, lane.Position))
            {
                return new CommandReply { Kind = ReplyKind.AlreadyDone };
            }
        }

        if (envelope.Timer is { } timer && image.FindTimer(timer.Name)?.SetAt != timer.SetAt)
        {
            return new CommandReply { Kind = ReplyKind.AlreadyDone };
        }

        if (envelope.Replays is { } letter && letter.IsParked(out _, out _))
        {
            // One that does not wait was replayed already, by two people or after a lost answer.
            return image.IsParked(letter) ? null : new CommandReply { Kind = ReplyKind.AlreadyDone };
        }

        return envelope.Id is { } id && image.TryFindCommand(id, out var entry)
            ? new CommandReply { Kind = ReplyKind.Repeated, First = entry.First, Count = entry.Count }
            : null;
    }

    /// <summary>
    /// Makes the place on the lane durable as done. The id alone does not: after a crash the source may give the place again, and by then
    /// the entity may have handled so many commands that it has forgotten the id.
    /// </summary>
    private void AppendRepeated(EntityImage image, Envelope envelope, LaneStamp lane, ShardBatch batch)
    {
        AppendNote(image, envelope, batch, RecordKind.Repeated, default, new RecordMetadata { Lane = lane.Lane, LanePosition = lane.Position });
        MarkDone(envelope);
    }

    private (DeadLetterReason, string) ReasonToPark(EntityImage image) => image.QuarantineReason is { } reason
        ? (DeadLetterReason.Quarantined, reason)
        : (DeadLetterReason.Parked, $"the entity is parked; this command waits behind {DeadLetterId.OfParked(shard, new SequenceNumber(image.Parked.First()))}");

    private CommandReply Append(EntityImage image, Envelope envelope, ShardBatch batch, Draft draft)
    {
        SettleLetters(image, envelope, batch, draft.Rejection);

        var first = batch.Next;
        var count = draft.Messages.Count;
        var isRecorded = count > 0 || envelope.Lane is not null || envelope.Id is not null || draft.Timers.Count > 0;
        for (var index = 0; index < Math.Max(count, isRecorded ? 1 : 0); index++)
        {
            var isLast = index >= count - 1;
            var timers = isLast ? draft.Timers : [];
            var record = NewRecord(image, envelope, batch, draft, index, MetadataOf(envelope, index, Math.Max(count, 1), timers));
            batch.Add(record);
            image.Apply(record, record.Kind == RecordKind.Event ? draft.States[index] : image.State);
            foreach (var change in timers)
            {
                batch.Add(image.Key, change, record.Sequence);
            }
        }

        MarkDone(envelope);
        return new CommandReply { Kind = ReplyKind.Completed, Outcome = OutcomeOf(image, batch, draft), First = first, Count = count };
    }

    private JournalRecord NewRecord(
        EntityImage image, Envelope envelope, ShardBatch batch, Draft draft, int index, RecordMetadata metadata)
    {
        var kind = draft.Rejection is not null ? RecordKind.Rejection : draft.Messages.Count > 0 ? RecordKind.Event : RecordKind.Nothing;
        var (type, payload) = kind == RecordKind.Nothing ? (Draft.NothingName, default) : draft.Messages[index];
        return new JournalRecord
        {
            Shard = shard,
            Sequence = batch.Next,
            Entity = image.Key,
            Version = kind == RecordKind.Event ? image.Version.Next : image.Version,
            Kind = kind,
            Type = type,
            Payload = payload,
            Time = envelope.Time,
            Metadata = metadata,
            Message = kind == RecordKind.Event ? draft.Events[index] : null,
        };
    }

    private Outcome OutcomeOf(EntityImage image, ShardBatch batch, Draft draft) => new()
    {
        Shard = shard,
        Sequence = new SequenceNumber(batch.Next.Value - 1),
        Version = image.Version,
        Events = draft.Events,
        Rejection = draft.Rejection,
    };

    private CommandReply Park(EntityImage image, Envelope envelope, ShardBatch batch, (DeadLetterReason Reason, string Detail) why)
    {
        var (type, payload) = EncodeOrNothing(image, envelope);
        var timers = FiredTimer(envelope);
        var record = new JournalRecord
        {
            Shard = shard,
            Sequence = batch.Next,
            Entity = image.Key,
            Version = image.Version,
            Kind = RecordKind.Parked,
            Type = type,
            Payload = payload,
            Time = envelope.Time,
            Metadata = MetadataOf(envelope, 0, 1, timers) with { ParkedReason = why.Detail },
        };
        batch.Add(record);
        batch.Add(new DeadLetter
        {
            Id = new DeadLetterId($"{shard}:{record.Sequence}"),
            Reason = why.Reason,
            Detail = why.Detail,
            Source = SourceOf(envelope),
            Entity = image.Key,
            Type = type,
            Payload = payload,
            Time = envelope.Time,
        });
        if (envelope.Replays is { } replayed)
        {
            batch.Resolve(replayed); // It waits in the entity's queue from now on.
        }

        image.Apply(record, image.State);
        foreach (var change in timers)
        {
            batch.Add(image.Key, change, record.Sequence);
        }

        MarkDone(envelope);
        return new CommandReply { Kind = ReplyKind.Parked, First = record.Sequence, Count = 1, Detail = why.Detail };
    }

    /// <summary>Gives a parked command up: it leaves its entity's queue without an effect.</summary>
    public CommandReply Discard(EntityImage image, Envelope envelope, ShardBatch batch)
    {
        if (envelope.Replays is not { } letter || !letter.IsParked(out _, out _) || !image.IsParked(letter))
        {
            return new CommandReply { Kind = ReplyKind.AlreadyDone };
        }

        var first = batch.Next;
        AppendUnparked(image, envelope, batch, letter);
        var outcome = new Outcome { Shard = shard, Sequence = first, Version = image.Version, Events = [] };
        return new CommandReply { Kind = ReplyKind.Completed, Outcome = outcome, First = first, Count = 1 };
    }

    private void SettleLetters(EntityImage image, Envelope envelope, ShardBatch batch, Rejection? rejection)
    {
        if (envelope.Replays is { } letter)
        {
            if (letter.IsParked(out _, out _))
            {
                AppendUnparked(image, envelope, batch, letter);
            }
            else if (rejection is null)
            {
                batch.Resolve(letter);
            }
        }

        if (rejection is not null && envelope.KeptWhenRejected is { } kept)
        {
            batch.Add(kept with { Detail = $"{rejection.Code}: {rejection.Reason}", Entity = image.Key, Time = envelope.Time });
        }
    }

    private void AppendUnparked(EntityImage image, Envelope envelope, ShardBatch batch, DeadLetterId letter)
    {
        AppendNote(image, envelope, batch, RecordKind.Unparked, System.Text.Encoding.UTF8.GetBytes(letter.Value), RecordMetadata.Empty);
        batch.Resolve(letter);
    }

    /// <summary>Appends a record that is no message of the application and leaves the entity's state and version as they are.</summary>
    private void AppendNote(
        EntityImage image, Envelope envelope, ShardBatch batch, RecordKind kind, ReadOnlyMemory<byte> payload, RecordMetadata metadata)
    {
        var record = new JournalRecord
        {
            Shard = shard,
            Sequence = batch.Next,
            Entity = image.Key,
            Version = image.Version,
            Kind = kind,
            Type = Draft.NothingName,
            Payload = payload,
            Time = envelope.Time,
            Metadata = metadata,
        };
        batch.Add(record);
        image.Apply(record, image.State);
    }

    /// <summary>A command that cannot even be encoded is parked without its bytes: it must not take its shard with it.</summary>
    private static (WireName Type, ReadOnlyMemory<byte> Payload) EncodeOrNothing(EntityImage image, Envelope envelope)
    {
        if (envelope.Command is ParkEntity)
        {
            return (Draft.NothingName, default);
        }

        try
        {
            return image.Definition.Messages.Encode(envelope.Command!);
        }
        catch (Exception) // The command's own code ran, or its type is not registered.
        {
            return (Draft.NothingName, default);
        }
    }

    private static string SourceOf(Envelope envelope) => envelope switch
    {
        { Command: ParkEntity } => "an operator",
        { Lane: { } lane } => $"{lane.Lane} at {lane.Position}",
        { Replays: { } letter } => $"a replay of {letter}",
        _ => "a direct command",
    };

    private void MarkDone(Envelope envelope)
    {
        if (envelope.Lane is { } lane)
        {
            lanes.MarkDone(lane.Lane, lane.Position);
        }
    }

    private static RecordMetadata MetadataOf(Envelope envelope, int index, int count, IReadOnlyList<TimerChange> timers) =>
        envelope.Id is null && envelope.Lane is null && count == 1 && timers.Count == 0 && ReferenceEquals(envelope.Origin, Origin.Unknown)
            ? RecordMetadata.Empty
            : new RecordMetadata
            {
                Index = index,
                Count = count,
                CommandId = envelope.Id,
                Lane = envelope.Lane?.Lane,
                LanePosition = envelope.Lane?.Position ?? default,
                Origin = envelope.Origin,
                Timers = timers,
            };

    internal static IReadOnlyList<TimerChange> FiredTimer(Envelope envelope) =>
        envelope.Timer is { } timer ? [new TimerChange(timer.Name, null, null, default)] : [];
}
