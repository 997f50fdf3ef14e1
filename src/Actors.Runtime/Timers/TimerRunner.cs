using Actors.Journal;
using Actors.Runtime.Sharding;
using Actors.Runtime.Supervision;
using Actors.Schema;
using Actors.Sharding;
using Actors.Timers;

namespace Actors.Runtime.Timers;

/// <summary>
/// Fires durable timers: when one is due its command goes to its entity, which deletes the timer in the commit of the outcome. A
/// timer that was fired and whose node then died is fired again by the next owner; the entity knows which setting is current.
/// </summary>
internal sealed class TimerRunner(
    IJournal journal, ActorModel model, IOwnedShards owned, IShardSender shards, HealthBoard health, TimeProvider time)
{
    private const int BatchMax = 500;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookAgainSoon = TimeSpan.FromMilliseconds(500);
    private readonly AsyncSignal _earlier = new();
    private readonly HashSet<TimerKey> _unfireable = [];
    private long _nextTicks = long.MaxValue;
    private bool _wasRefused;

    /// <summary>Says that timers were set. Thread-safe.</summary>
    /// <param name="due">The earliest of them.</param>
    public void Set(DateTimeOffset due)
    {
        var ticks = due.UtcTicks;
        var next = Volatile.Read(ref _nextTicks);
        while (ticks < next)
        {
            if (Interlocked.CompareExchange(ref _nextTicks, ticks, next) is var seen && seen == next)
            {
                _earlier.Set();
                return;
            }

            next = Volatile.Read(ref _nextTicks);
        }
    }

    /// <summary>
    /// Says that this node has other shards than before, whose timers are its own now, or that the clock was set forward. Thread-safe.
    /// </summary>
    public void Look() => Set(DateTimeOffset.MinValue);

    /// <summary>Fires timers until the token falls.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        _unfireable.Clear();
        while (true)
        {
            // Forget what was announced before looking: what is set from here on announces itself again.
            Volatile.Write(ref _nextTicks, long.MaxValue);
            ShardId[] mine = [.. owned.Owned.Select(o => o.Shard)]; // Timers of others would be refused, over and over.
            if (await FireDue(mine, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            ShowHealth();
            if (await journal.NextTimer(mine, cancellationToken).ConfigureAwait(false) is { } next)
            {
                Set(next);
            }

            await WaitUntilDue(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Fires what is due; <see langword="false"/> when nothing of it could be fired.</summary>
    private async Task<bool> FireDue(ShardId[] mine, CancellationToken cancellationToken)
    {
        var due = await journal.DueTimers(mine, time.GetUtcNow(), BatchMax + _unfireable.Count, cancellationToken).ConfigureAwait(false);
        var replies = new List<Task<CommandReply>>(due.Count);
        foreach (var timer in due)
        {
            if (EnvelopeOf(timer) is var (envelope, reply))
            {
                await shards.Send(shards.ShardOf(timer.Entity), envelope, cancellationToken).ConfigureAwait(false);
                replies.Add(reply.Task);
            }
        }

        // The rows are there until their outcomes are durable: to look earlier would only find them again.
        var answers = await Task.WhenAll(replies).WaitAsync(cancellationToken).ConfigureAwait(false);
        _wasRefused = answers.Any(a => a.Kind == ReplyKind.Retry);
        return answers.Any(a => a.Kind != ReplyKind.Retry);
    }

    private void ShowHealth()
    {
        if (_unfireable.Count == 0)
        {
            health.Healthy("timers");
        }
        else
        {
            var first = _unfireable.First();
            health.Unhealthy("timers", $"{_unfireable.Count} timers cannot be fired by this version, such as '{first.Name}' of {first.Entity}");
        }
    }

    private (Envelope Envelope, PendingReply Reply)? EnvelopeOf(ScheduledTimer timer)
    {
        try
        {
            var command = model.Find(timer.Entity.Type)?.Messages.Decode(timer.Command, timer.Payload.Span)
                ?? throw new UnknownMessageException(timer.Entity.Type, timer.Command.ToString());
            var reply = new PendingReply();
            var envelope = new Envelope
            {
                Target = timer.Entity,
                Command = command,
                Time = Clock.Now(time),
                Timer = new TimerKey(timer.Entity, timer.Name, timer.SetAt),
                Origin = Origin.Unknown with { CausationId = $"timer {timer.Name}" },
                ReplyTo = reply,
            };
            return (envelope, reply);
        }
        catch (Exception exception) when (exception is UnknownMessageException or FormatException)
        {
            _unfireable.Add(new TimerKey(timer.Entity, timer.Name, timer.SetAt));
            return null;
        }
    }

    private async Task WaitUntilDue(CancellationToken cancellationToken)
    {
        var next = Volatile.Read(ref _nextTicks);
        var longest = _wasRefused || _unfireable.Count > 0 ? LookAgainSoon : LookAgain;
        var wait = next == long.MaxValue ? longest : new DateTimeOffset(next, TimeSpan.Zero) - time.GetUtcNow();
        if (wait <= TimeSpan.Zero)
        {
            if (longest == LookAgain)
            {
                return; // Due meanwhile.
            }

            wait = longest; // This node cannot fire it, and must not spin on it.
        }

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var due = Task.Delay(wait < longest ? wait : longest, time, waiting.Token);
        var earlier = _earlier.Wait(waiting.Token).AsTask();
        await Task.WhenAny(due, earlier).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
        await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
