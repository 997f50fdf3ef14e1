using System.Diagnostics;
using Actors.DeadLettering;
using Actors.Journal;
using Actors.Reactions;
using Actors.Runtime.Lanes;
using Actors.Runtime.Sharding;
using Actors.Runtime.Telemetry;
using Actors.Schema;
using Actors.Sharding;

namespace Actors.Runtime.Readers;

/// <summary>
/// Follows the journal for a reader whose results are commands: one lane for each shard it reads, offsets saved behind the lanes'
/// floors.
/// </summary>
internal sealed class LaneReader(
    IJournalStore store, IJournalTail tail, ActorModel model, IShardSender shards, TimeProvider time, LaneReaderOptions options, NodeMetrics metrics)
{
    /// <summary>Reads every record of every shard, in order for each shard.</summary>
    /// <param name="name">The reader's name.</param>
    /// <param name="kind">What it is, in its lanes' names.</param>
    /// <param name="handle">Handles one record: begins, sends and closes its entry.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task Follow(
        ReaderName name,
        string kind,
        Func<LaneSender, JournalRecord, CancellationToken, ValueTask> handle,
        CancellationToken cancellationToken)
    {
        using var following = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await FollowUntilStopped(name, kind, handle, following.Token).ConfigureAwait(false);
        }
        finally
        {
            await following.CancelAsync().ConfigureAwait(false); // Ends what the lanes still try to send again.
        }
    }

    private async Task FollowUntilStopped(
        ReaderName name,
        string kind,
        Func<LaneSender, JournalRecord, CancellationToken, ValueTask> handle,
        CancellationToken cancellationToken)
    {
        var offsets = await store.Offsets.Load(name, cancellationToken).ConfigureAwait(false);
        var lanes = store.Journal.ShardCount.All
            .Select(shard => new ShardFollower(shard, new SequenceNumber(offsets.GetValueOrDefault(shard)), NewSender(name, kind, shard, offsets, cancellationToken)))
            .ToArray();
        using var shown = metrics.Lanes.Add(kind, name.Value, lanes.Select(l => l.Sender), () => lanes.Sum(l => tail.Head(l.Shard).Value - l.Done));
        using var reader = tail.Follow();
        var saver = new OffsetSaver(name, store.Offsets, time, options.SaveEvery);
        while (true)
        {
            var stamp = tail.Stamp;
            var hasRead = false;
            foreach (var follower in lanes)
            {
                hasRead |= await Advance(reader, follower, handle, cancellationToken).ConfigureAwait(false);
            }

            await saver.SaveWhenDue(lanes, force: false, cancellationToken).ConfigureAwait(false);
            if (!hasRead)
            {
                await WaitForMore(saver, lanes, stamp, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The event of a record, or <see langword="null"/> when it is not one that this application knows.</summary>
    public object? EventOf(JournalRecord record) => model.EventOf(record);

    /// <summary>Where an event stands.</summary>
    public static EventContext ContextOf(JournalRecord record) =>
        new(record.Entity, record.Shard, record.Sequence, record.Version, record.Time, record.Metadata.Origin);

    /// <summary>What is measured.</summary>
    public NodeMetrics Metrics => metrics;

    /// <summary>A command that an event led to, with the event as its cause and the span that sends it.</summary>
    public Envelope EnvelopeOf(OutgoingCommand command, JournalRecord cause, Activity? activity) => new()
    {
        Target = command.Target,
        Command = command.Command,
        Time = Clock.Now(time),
        Origin = cause.Metadata.Origin.Under(activity) with { CausationId = $"{cause.Shard}:{cause.Sequence}" },
    };

    /// <summary>Refuses commands that the application does not know, before they reach a shard.</summary>
    /// <exception cref="UnknownMessageException">One of them is for no entity of the model, or not one of its commands.</exception>
    public void Check(IReadOnlyList<OutgoingCommand> commands)
    {
        foreach (var command in commands)
        {
            _ = model.Check(command.Target.Type, command.Command);
        }
    }

    /// <summary>A dead letter for an event that could not be handled.</summary>
    public DeadLetter LetterOf(JournalRecord record, ReaderName reader, DeadLetterReason reason, Exception exception) => new()
    {
        Id = new DeadLetterId($"{reader}@{record.Shard}:{record.Sequence}"),
        Reason = reason,
        Detail = $"{exception.GetType().Name}: {exception.Message}",
        Source = $"{reader} on event {record.Shard}:{record.Sequence}",
        Entity = record.Entity,
        Type = record.Type,
        Payload = record.Payload,
        Time = Clock.Now(time),
    };

    private LaneSender NewSender(
        ReaderName name, string kind, ShardId shard, IReadOnlyDictionary<ShardId, long> offsets, CancellationToken cancellationToken) =>
        new(
            new Lane($"{kind}:{name}:{shard}"),
            LanePosition.Of(new SequenceNumber(offsets.GetValueOrDefault(shard)), LanePosition.CommandsPerRecordMax - 1),
            options.RecordsInHandPerShardMax,
            shards,
            time,
            cancellationToken);

    private async ValueTask<bool> Advance(
        ITailReader reader,
        ShardFollower follower,
        Func<LaneSender, JournalRecord, CancellationToken, ValueTask> handle,
        CancellationToken cancellationToken)
    {
        if (tail.Head(follower.Shard) <= follower.Read)
        {
            return false;
        }

        var records = await reader.Read(follower.Shard, follower.Read, options.ReadMax, cancellationToken).ConfigureAwait(false);
        foreach (var record in records)
        {
            await handle(follower.Sender, record, cancellationToken).ConfigureAwait(false);
            follower.Read = record.Sequence;
        }

        return records.Count > 0;
    }

    /// <summary>Waits for news; while offsets are unsaved not longer than until they are due.</summary>
    private async Task WaitForMore(OffsetSaver saver, ShardFollower[] lanes, long stamp, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var more = tail.WaitBeyond(stamp, waiting.Token);
        var due = Task.Delay(options.SaveEvery, time, waiting.Token);
        await Task.WhenAny(more, due).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        await saver.SaveWhenDue(lanes, force: due.IsCompletedSuccessfully, cancellationToken).ConfigureAwait(false);
    }
}
