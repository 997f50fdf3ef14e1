using Actors.Journal;
using Actors.Schema;

namespace Actors.Runtime.Sharding;

/// <summary>The way to every entity: asks and views, wherever the entity's shard lives. Thread-safe.</summary>
internal sealed class ShardRegion(ActorModel model, IJournalStore store, ShardRouter router, TimeProvider time) : IShardRegion, IDisposable
{
    private static readonly TimeSpan ReplayTimeout = TimeSpan.FromSeconds(30);
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
                entity, new DeadLettering.DeadLetterId($"{router.ShardOf(entity)}:{reply.First}"), reply.Detail ?? string.Empty),
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

    /// <summary>Replays the parked commands of an entity in order, until none is left or one fails again.</summary>
    public async Task<int> ReplayParked(EntityKey entity, CancellationToken cancellationToken)
    {
        var definition = model.Find(entity.Type) ?? throw new UnknownMessageException(entity.Type, "replay");
        var replayed = 0;
        while (await store.DeadLetters.ListParked(entity, 1, cancellationToken).ConfigureAwait(false) is [var letter, ..])
        {
            var parked = await OutcomeReader.ReadParked(store.Journal, letter.Id, cancellationToken).ConfigureAwait(false);
            var pending = _exchange.Expect(ReplayTimeout, cancellationToken);
            var envelope = new Envelope
            {
                Target = entity,
                Command = definition.Messages.Decode(parked.Type, parked.Payload.Span),
                Time = Clock.Now(time),
                Id = parked.Metadata.CommandId,
                Origin = parked.Metadata.Origin,
                Replays = letter.Id,
                ReplyTo = pending,
            };
            var reply = await _exchange.Exchange(envelope, pending, ReplayTimeout, cancellationToken).ConfigureAwait(false);
            if (reply.Kind is not (ReplyKind.Completed or ReplyKind.AlreadyDone))
            {
                break;
            }

            replayed += reply.Kind == ReplyKind.Completed ? 1 : 0;
        }

        return replayed;
    }
}
