using Actors.DeadLettering;
using Actors.Journal;
using Actors.Schema;

namespace Actors.Runtime.Sharding;

/// <summary>The way to every entity: asks and views, wherever the entity's shard lives. Thread-safe.</summary>
internal sealed class ShardRegion(ActorModel model, IJournalStore store, ShardRouter router, TimeProvider time) : IShardRegion, IDisposable
{
    private readonly ReplyExchange _exchange = new(router, time);

    /// <inheritdoc/>
    public void Dispose() => _exchange.Dispose();

    public async Task<Outcome> Ask(EntityKey entity, object command, AskOptions options, CancellationToken cancellationToken)
    {
        var definition = model.Check(entity.Type, command);
        var pending = _exchange.Expect(options.Timeout, cancellationToken);
        var envelope = new Envelope
        {
            Target = entity,
            Command = command,
            Time = Clock.Now(time),
            Id = options.Id,
            Origin = options.Origin,
            ReplyTo = pending,
        };
        var reply = await _exchange.Exchange(envelope, pending, options.Timeout, cancellationToken).ConfigureAwait(false);
        return reply.Kind switch
        {
            ReplyKind.Completed => reply.Outcome!,
            ReplyKind.Repeated => await OutcomeReader.Read(
                store.Journal, definition, router.ShardOf(entity), reply.First, reply.Count, cancellationToken).ConfigureAwait(false),
            _ => throw new EntityParkedException(
                entity, DeadLetterId.OfParked(router.ShardOf(entity), reply.First), reply.Detail ?? string.Empty),
        };
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
}
