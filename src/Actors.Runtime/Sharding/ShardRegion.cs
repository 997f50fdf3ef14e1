using Actors.DeadLettering;
using Actors.Journal;
using Actors.Runtime.Telemetry;
using Actors.Schema;

namespace Actors.Runtime.Sharding;

/// <summary>The way to every entity: asks and views, wherever the entity's shard lives. Thread-safe.</summary>
internal sealed class ShardRegion(ActorModel model, IJournalStore store, ShardRouter router, TimeProvider time, NodeMetrics metrics)
    : IShardRegion, IDisposable
{
    private readonly ReplyExchange _exchange = new(router, time);
    private Func<PendingOutcome, CommandReply, Task<Outcome>>? _otherwise;

    /// <inheritdoc/>
    public void Dispose() => _exchange.Dispose();

    public Task<Outcome> Ask(EntityKey entity, object command, AskOptions options, CancellationToken cancellationToken)
    {
        try
        {
            model.Check(entity.Type, command);
        }
        catch (UnknownMessageException exception)
        {
            return Task.FromException<Outcome>(exception);
        }

        var pending = new PendingOutcome(_otherwise ??= Otherwise, options.Timeout, metrics.MeasuresAsks ? metrics : null, cancellationToken);
        pending.Envelope = new Envelope
        {
            Target = entity,
            Command = command,
            Time = Clock.Now(time),
            Id = options.Id,
            Origin = options.Origin,
            ReplyTo = pending,
        };
        return _exchange.Ask(pending);
    }

    public async Task<EntityView> View(EntityKey entity, TimeSpan timeout, CancellationToken cancellationToken)
    {
        _ = model.Find(entity.Type) ?? throw new UnknownMessageException(entity.Type, "view");
        var pending = _exchange.Expect(timeout, cancellationToken);
        var envelope = new Envelope { Target = entity, Time = Clock.Now(time), ReplyTo = pending };
        var reply = await _exchange.Exchange(envelope, pending, timeout, cancellationToken).ConfigureAwait(false);
        return reply.View ?? throw new EntityQuarantinedException(entity, reply.Detail ?? string.Empty);
    }

    /// <summary>Sends a message and waits for the reply that is not <see cref="ReplyKind.Retry"/>.</summary>
    /// <exception cref="AskTimeoutException">The time is over; the message may still take effect.</exception>
    public async Task<CommandReply> Exchange(Envelope envelope, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var pending = _exchange.Expect(timeout, cancellationToken);
        return await _exchange.Exchange(envelope with { ReplyTo = pending }, pending, timeout, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Outcome> Otherwise(PendingOutcome pending, CommandReply reply)
    {
        if (reply.Kind == ReplyKind.Retry)
        {
            reply = await _exchange.AskAgain(pending, reply).ConfigureAwait(false);
        }

        var entity = pending.Envelope.Target;
        var shard = router.ShardOf(entity);
        return reply.Kind switch
        {
            ReplyKind.Completed => reply.Outcome!,
            ReplyKind.Repeated => await OutcomeReader.Read(
                store.Journal, model.Find(entity.Type)!, entity, shard, reply.First, reply.Count, pending.CallerGivesUp).ConfigureAwait(false),
            _ => throw new EntityParkedException(
                entity, DeadLetterId.OfParked(shard, reply.First), reply.Detail ?? string.Empty),
        };
    }
}
