using System.Diagnostics;
using Actors.DeadLettering;
using Actors.Journal;
using Actors.Reactions;
using Actors.Runtime.Lanes;
using Actors.Runtime.Sharding;
using Actors.Runtime.Telemetry;
using Actors.Schema;

namespace Actors.Runtime.Readers;

/// <summary>
/// Follows the shards of this node for a reader whose results are commands: one lane for each shard, offsets saved behind the lanes'
/// floors.
/// </summary>
internal sealed class LaneReader(
    IJournalStore store,
    IJournalTail tail,
    IOwnedShards owned,
    ActorModel model,
    IShardSender shards,
    TimeProvider time,
    LaneReaderOptions options,
    NodeMetrics metrics)
{
    /// <summary>Reads every record of every shard of this node, in order for each shard.</summary>
    /// <param name="name">The reader's name.</param>
    /// <param name="kind">What it is, in its lanes' names.</param>
    /// <param name="isInOrder">Whether it sends its commands one after the other.</param>
    /// <param name="handle">Handles one record: begins, sends and closes its entry.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task Follow(
        ReaderName name,
        string kind,
        bool isInOrder,
        Func<LaneSender, JournalRecord, CancellationToken, ValueTask> handle,
        CancellationToken cancellationToken)
    {
        using var following = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await FollowUntilStopped(name, kind, isInOrder, handle, following.Token).ConfigureAwait(false);
        }
        finally
        {
            await following.CancelAsync().ConfigureAwait(false); // Ends what the lanes still try to send again.
        }
    }

    private async Task FollowUntilStopped(
        ReaderName name,
        string kind,
        bool isInOrder,
        Func<LaneSender, JournalRecord, CancellationToken, ValueTask> handle,
        CancellationToken cancellationToken)
    {
        using var followers = new ShardFollowers(
            owned, name, store.Offsets, (shard, start, token) => NewSender(new Lane($"{kind}:{name}:{shard}"), start, isInOrder, token));
        using var shown = metrics.Lanes.Add(
            kind, name.Value, () => followers.Senders, () => followers.All.Sum(f => Math.Max(0, tail.Head(f.Shard).Value - f.Done)));
        using var reader = tail.Follow();
        var saver = new OffsetSaver(name, store.Offsets, time, options.SaveEvery);
        while (true)
        {
            var stamp = tail.Stamp;
            var hasRead = false;
            await followers.Update(cancellationToken).ConfigureAwait(false);
            foreach (var follower in followers.All)
            {
                hasRead |= await Advance(reader, follower, handle, cancellationToken).ConfigureAwait(false);
            }

            await saver.SaveWhenDue(followers.All, force: false, cancellationToken).ConfigureAwait(false);
            if (!hasRead)
            {
                await WaitForMore(saver, followers.All, stamp, cancellationToken).ConfigureAwait(false);
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
        Id = DeadLetterId.OfEvent(reader, record.Shard, record.Sequence),
        Reason = reason,
        Detail = $"{exception.GetType().Name}: {exception.Message}",
        Source = $"{reader} on event {record.Shard}:{record.Sequence}",
        Entity = record.Entity,
        Type = record.Type,
        Payload = record.Payload,
        Time = Clock.Now(time),
    };

    private LaneSender NewSender(Lane lane, SequenceNumber start, bool isInOrder, CancellationToken cancellationToken) =>
        new(
            lane,
            LanePosition.Of(start, LanePosition.CommandsPerRecordMax - 1),
            options.RecordsInHandPerShardMax,
            shards,
            time,
            cancellationToken)
        {
            IsInOrder = isInOrder,
        };

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

        try
        {
            var records = await reader.Read(follower.Shard, follower.Read, options.ReadMax, follower.Ending).ConfigureAwait(false);
            foreach (var record in records)
            {
                await handle(follower.Sender, record, follower.Ending).ConfigureAwait(false);
                follower.Read = record.Sequence;
            }

            return records.Count > 0;
        }
        catch (OperationCanceledException) when (follower.Owned.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return false; // The shard has gone; its next owner reads on.
        }
    }

    /// <summary>Waits for news; while offsets are unsaved not longer than until they are due.</summary>
    private async Task WaitForMore(OffsetSaver saver, IReadOnlyList<ShardFollower> lanes, long stamp, CancellationToken cancellationToken)
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
