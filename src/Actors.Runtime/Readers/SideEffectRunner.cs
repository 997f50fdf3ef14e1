using System.Diagnostics;
using Actors.DeadLettering;
using Actors.Journal;
using Actors.Runtime.Lanes;
using Actors.Runtime.Telemetry;
using Actors.SideEffects;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;

namespace Actors.Runtime.Readers;

/// <summary>
/// Runs one side effect: follows every shard, calls the handler for its events, in order for each entity and several entities at
/// a time, and sends the resulting commands along the shard's lane. A call that is repeated after a crash has the same
/// idempotency key, and its result takes no second effect.
/// </summary>
internal sealed class SideEffectRunner(
    SideEffect sideEffect, LaneReader reader, IDeadLetterStore letters, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly string _span = $"side effect {sideEffect.Name}";
    private readonly SemaphoreSlim _room = new(sideEffect.Options.ConcurrencyMax);
    private readonly SideEffectPipeline _pipeline = new(sideEffect.Options, time);
    private readonly Dictionary<EntityKey, Task> _chains = [];
    private TaskCompletionSource _failed = new();

    /// <summary>Whether the circuit breaker lets calls through.</summary>
    public CircuitState Circuit => _pipeline.Circuit;

    /// <summary>What all calls for one event carry, also those of a replay, so that the world outside can tell a repetition.</summary>
    public static string IdempotencyKeyOf(SideEffect sideEffect, JournalRecord record) => $"{sideEffect.Name}:{record.Shard}:{record.Sequence}";

    /// <summary>Follows the journal until the token falls.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        _failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var running = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var following = reader.Follow(sideEffect.Name, "side-effect", isInOrder: false, Start, running.Token);
        var ended = await Task.WhenAny(following, _failed.Task).ConfigureAwait(false);
        await running.CancelAsync().ConfigureAwait(false);
        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ended.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _room.Dispose();

    private async ValueTask Start(LaneSender sender, JournalRecord record, CancellationToken cancellationToken)
    {
        var end = LanePosition.Of(record.Sequence, LanePosition.CommandsPerRecordMax - 1);
        if (await EventOf(record, cancellationToken).ConfigureAwait(false) is not { } @event || @event.GetType() != sideEffect.EventType)
        {
            await sender.Skip(end, cancellationToken).ConfigureAwait(false);
            return;
        }

        var entry = await sender.Begin(end, cancellationToken).ConfigureAwait(false);
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (_chains)
        {
            before = _chains.GetValueOrDefault(record.Entity, Task.CompletedTask);
            _chains[record.Entity] = mine.Task;
        }

        _ = Task.Run(() => HandleAfter(before, mine, sender, entry, record, @event, cancellationToken), CancellationToken.None);
    }

    /// <summary>The event of a record; one that this version cannot read becomes a dead letter, and the others go on.</summary>
    private async ValueTask<object?> EventOf(JournalRecord record, CancellationToken cancellationToken)
    {
        try
        {
            return reader.EventOf(record);
        }
        catch (Exception exception) // The application's own code ran, an upcaster for example.
        {
            await letters.Add([reader.LetterOf(record, sideEffect.Name, DeadLetterReason.SideEffectFailed, exception)], cancellationToken)
                .ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>Waits for the entity's earlier event, handles this one, and lets the next one go.</summary>
    private async Task HandleAfter(
        Task before,
        TaskCompletionSource mine,
        LaneSender sender,
        LaneEntry entry,
        JournalRecord record,
        object @event,
        CancellationToken cancellationToken)
    {
        await before.ConfigureAwait(false);
        try
        {
            await Handle(sender, entry, record, @event, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The node stops; the event is read again after the next start, because its entry stays open.
        }
        catch (Exception exception) // Unforeseen: the whole reader starts again from its offset.
        {
            _failed.TrySetException(exception);
        }

        lock (_chains)
        {
            if (_chains.TryGetValue(record.Entity, out var last) && ReferenceEquals(last, mine.Task))
            {
                _chains.Remove(record.Entity);
            }
        }

        mine.SetResult();
    }

    private async Task Handle(
        LaneSender sender, LaneEntry entry, JournalRecord record, object @event, CancellationToken cancellationToken)
    {
        using var activity = Tracing.Start(_span, ActivityKind.Client, record.Metadata.Origin, carries: true);
        Tracing.Describe(activity, record);
        var commands = await Call(record, @event, activity, cancellationToken).ConfigureAwait(false);
        for (var index = 0; index < commands.Count; index++)
        {
            var envelope = reader.EnvelopeOf(commands[index], record, activity);
            await sender.Send(entry, LanePosition.Of(record.Sequence, index), envelope, cancellationToken).ConfigureAwait(false);
        }

        sender.Close(entry);
    }

    private async Task<IReadOnlyList<OutgoingCommand>> Call(
        JournalRecord record, object @event, Activity? activity, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        var context = new SideEffectContext(LaneReader.ContextOf(record), IdempotencyKeyOf(sideEffect, record), 0);
        var started = reader.Metrics.Now;
        try
        {
            var result = await _pipeline.Execute(
                (attempt, token) => sideEffect.Handle(@event, context with { Attempt = attempt }, token), cancellationToken).ConfigureAwait(false);
            reader.Check(result);
            reader.Metrics.SideEffectDone(sideEffect.Name, started, isSuccess: true);
            return result;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            reader.Metrics.SideEffectDone(sideEffect.Name, started, isSuccess: false);
            Tracing.Failed(activity, exception.GetType().Name, exception.Message);
            logger.SideEffectGaveUp(sideEffect.Name, context.IdempotencyKey, sideEffect.Options.AttemptsMax, exception);
            return await GiveUp(record, @event, context, exception, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _room.Release();
        }
    }

    private async Task<IReadOnlyList<OutgoingCommand>> GiveUp(
        JournalRecord record, object @event, SideEffectContext context, Exception failure, CancellationToken cancellationToken)
    {
        IReadOnlyList<OutgoingCommand> commands = [];
        try
        {
            commands = sideEffect.GiveUp(@event, context, failure);
            reader.Check(commands);
        }
        catch (Exception exception) // The handler's own code ran; the event is kept as when nothing follows.
        {
            (commands, failure) = ([], exception);
        }

        if (commands.Count == 0)
        {
            await letters.Add([reader.LetterOf(record, sideEffect.Name, DeadLetterReason.SideEffectFailed, failure)], cancellationToken)
                .ConfigureAwait(false);
        }

        return commands;
    }
}
