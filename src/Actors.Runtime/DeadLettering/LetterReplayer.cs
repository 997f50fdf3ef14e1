using Actors.DeadLettering;
using Actors.Journal;
using Actors.Operations;
using Actors.Runtime.Sharding;
using Actors.Schema;
using Actors.Sharding;

namespace Actors.Runtime.DeadLettering;

/// <summary>Sends the commands of dead letters to their entities: those of one entity in order, those of different ones at the same time.</summary>
internal sealed class LetterReplayer(IJournalStore store, ActorModel model, ShardRegion region, PublishingPlanner publishing, TimeProvider time)
{
    private static readonly TimeSpan ReplayTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Replays letters; the results have the order of the plans.</summary>
    public async Task<IReadOnlyList<DeadLetterReplay>> Replay(IReadOnlyList<LetterPlan> plans, CancellationToken cancellationToken)
    {
        var results = new DeadLetterReplay[plans.Count];
        var queues = plans.Select((plan, index) => (Plan: plan, Index: index)).GroupBy(p => p.Plan.Envelope?.Target ?? p.Plan.Event?.Record.Entity);
        await Parallel.ForEachAsync(
            queues,
            new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = cancellationToken },
            async (queue, token) =>
            {
                var done = new HashSet<DeadLetterId>();
                foreach (var (plan, index) in queue)
                {
                    results[index] = plan is { Event: not null, Fault: null } && await publishing.Before(plan.Letter, done, token).ConfigureAwait(false) is { } before
                        ? WaitsBehind(plan.Letter.Id, before)
                        : await Replay(plan, token).ConfigureAwait(false);
                    if (results[index].Result != DeadLetterReplayResult.Failed)
                    {
                        done.Add(plan.Letter.Id);
                    }
                }
            }).ConfigureAwait(false);
        return results;
    }

    /// <summary>Takes a parked command out of its entity's queue.</summary>
    public Task Discard(DeadLetter letter, CancellationToken cancellationToken) => region.Exchange(
        new Envelope { Target = letter.Entity!.Value, Time = Clock.Now(time), Replays = letter.Id }, ReplayTimeout, cancellationToken);

    /// <summary>Asks the owner of an entity to park it.</summary>
    public Task<CommandReply> Park(EntityKey entity, string reason, string? principal, CancellationToken cancellationToken)
    {
        _ = model.Find(entity.Type) ?? throw new UnknownMessageException(entity.Type, "park");
        var envelope = new Envelope
        {
            Target = entity,
            Command = new ParkEntity(reason),
            Time = Clock.Now(time),
            Id = new CommandId($"park {Guid.NewGuid():N}"),
            Origin = Origin.Unknown with { Principal = principal },
        };
        return region.Exchange(envelope, ReplayTimeout, cancellationToken);
    }

    private async Task<DeadLetterReplay> Replay(LetterPlan plan, CancellationToken cancellationToken)
    {
        var id = plan.Letter.Id;
        if (plan.Letter.Status == DeadLetterStatus.Resolved)
        {
            return Result(id, DeadLetterReplayResult.AlreadyDone, "It was replayed or discarded before.");
        }

        if (plan.Fault is { } fault)
        {
            return Result(id, DeadLetterReplayResult.Failed, fault);
        }

        if (plan.Event is { } @event)
        {
            return await Handle(plan.Letter, @event, cancellationToken).ConfigureAwait(false);
        }

        if (plan.Envelope is not { } envelope)
        {
            return Result(id, DeadLetterReplayResult.Replayed, "The record asks for nothing.");
        }

        if (id.IsParked(out _, out _)
            && await store.DeadLetters.ListParked(envelope.Target, 1, cancellationToken).ConfigureAwait(false) is [var first] && first.Id != id)
        {
            return WaitsBehind(id, first.Id);
        }

        try
        {
            var reply = await region.Exchange(envelope with { Time = Clock.Now(time) }, ReplayTimeout, cancellationToken).ConfigureAwait(false);
            return ResultOf(plan, reply);
        }
        catch (AskTimeoutException exception)
        {
            return Result(id, DeadLetterReplayResult.Failed, exception.Message);
        }
    }

    /// <summary>
    /// Lets the reader of an event handle it again and sends what follows, command by command. Their ids are made of the letter's name, so a
    /// replay that was cut off and is repeated sends none of them with effect twice.
    /// </summary>
    private async Task<DeadLetterReplay> Handle(DeadLetter letter, ReplayedEvent replayed, CancellationToken cancellationToken)
    {
        IReadOnlyList<OutgoingCommand> commands;
        try
        {
            commands = await replayed.Handle(cancellationToken).ConfigureAwait(false);
            foreach (var command in commands)
            {
                _ = model.Check(command.Target.Type, command.Command);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested) // The application's own code ran.
        {
            return Result(letter.Id, DeadLetterReplayResult.Failed, $"It failed again: {exception.GetType().Name}: {exception.Message}");
        }

        var origin = replayed.Record.Metadata.Origin with { CausationId = $"{replayed.Record.Shard}:{replayed.Record.Sequence}" };
        for (var index = 0; index < commands.Count; index++)
        {
            var envelope = new Envelope
            {
                Target = commands[index].Target,
                Command = commands[index].Command,
                Time = Clock.Now(time),
                Id = LetterPlanner.IdOf(letter, null, $" {index}"),
                Origin = origin,
            };
            try
            {
                _ = await region.Exchange(envelope, ReplayTimeout, cancellationToken).ConfigureAwait(false);
            }
            catch (AskTimeoutException exception)
            {
                return Result(letter.Id, DeadLetterReplayResult.Failed, exception.Message);
            }
        }

        return Result(letter.Id, DeadLetterReplayResult.Replayed, commands.Count == 0
            ? "Its reader handled it; no command follows."
            : $"Its reader handled it, and {commands.Count} {(commands.Count == 1 ? "command" : "commands")} were brought to their entities.");
    }

    private static DeadLetterReplay ResultOf(LetterPlan plan, CommandReply reply)
    {
        var id = plan.Letter.Id;
        return reply.Kind switch
        {
            ReplyKind.Completed when reply.Outcome is { Rejection: { } rejection } => Result(
                id,
                plan.KeepsRejection ? DeadLetterReplayResult.Failed : DeadLetterReplayResult.Replayed,
                $"The entity rejected it, {rejection.Code}: {rejection.Reason}"),
            ReplyKind.Completed => Result(id, DeadLetterReplayResult.Replayed, "The entity accepted it."),
            ReplyKind.Repeated or ReplyKind.AlreadyDone => Result(id, DeadLetterReplayResult.AlreadyDone, "It had been handled before."),
            ReplyKind.Parked when id.IsParked(out _, out _) => Result(id, DeadLetterReplayResult.Failed, reply.Detail ?? "The entity failed on it again."),
            _ => Result(
                id, DeadLetterReplayResult.Parked, $"It waits in the queue of {plan.Envelope!.Target} now, where it can be replayed in order: {reply.Detail}"),
        };
    }

    private static DeadLetterReplay WaitsBehind(DeadLetterId id, DeadLetterId before) =>
        Result(id, DeadLetterReplayResult.Failed, $"It waits behind {before} of the same entity: replay or discard that first.");

    private static DeadLetterReplay Result(DeadLetterId id, DeadLetterReplayResult result, string detail) => new(id.Value, result, detail);
}
