using Actors.DeadLettering;
using Actors.Hosting.Http;
using Actors.Hosting.Http.Problems;
using Actors.Operations;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Operator;

/// <summary>Changes to one entity's place in memory and to its parked commands.</summary>
internal sealed class EntityOperations(OperatorApi api)
{
    private const int ParkedMax = 1000;
    private static readonly TimeSpan ViewTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Lets it leave memory.</summary>
    public Task Passivate(HttpContext context)
    {
        var entity = EntityAddress.From(context, api.Routes).Key;
        return api.Changes.Run(context, "entity passivate", entity.ToString(), (request, token) =>
            api.System.Inspector.Passivate(entity, request.IsDryRun, token));
    }

    /// <summary>Lets its commands wait.</summary>
    public Task Park(HttpContext context)
    {
        var entity = EntityAddress.From(context, api.Routes).Key;
        return api.Changes.Run(context, "entity park", entity.ToString(), (request, token) => Park(entity, request, PrincipalOf(context), token));
    }

    /// <summary>Replays its parked commands, in order, until none is left or one fails again.</summary>
    public Task Unpark(HttpContext context)
    {
        var entity = EntityAddress.From(context, api.Routes).Key;
        return api.Changes.Run(context, "entity unpark", entity.ToString(), (request, token) => Unpark(entity, request, token));
    }

    private static string? PrincipalOf(HttpContext context) => context.User.Identity is { IsAuthenticated: true, Name: var name } ? name : null;

    private async Task<ChangeResult> Park(EntityKey entity, ChangeRequest request, string? principal, CancellationToken cancellationToken)
    {
        if (request.IsDryRun)
        {
            return new ChangeResult(false, await IsParked(entity, cancellationToken)
                ? AlreadyParked(entity)
                : $"{entity} would be parked: its commands would wait until entity unpark, and its neighbours go on");
        }

        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            throw Refusals.Body("reason must say why the entity is parked.");
        }

        try
        {
            return await api.System.Park(entity, request.Reason, principal, cancellationToken)
                ? new ChangeResult(true, $"{entity} is parked: its commands wait until entity unpark")
                : new ChangeResult(false, AlreadyParked(entity));
        }
        catch (NotSupportedException exception)
        {
            return new ChangeResult(false, exception.Message.TrimEnd('.'));
        }
    }

    private static string AlreadyParked(EntityKey entity) => $"{entity} is parked already; dlq list --entity {entity} says why";

    private async Task<bool> IsParked(EntityKey entity, CancellationToken cancellationToken)
    {
        try
        {
            return (await api.System.Region.View(entity, ViewTimeout, cancellationToken)).IsParked;
        }
        catch (EntityQuarantinedException)
        {
            return (await api.System.Store.DeadLetters.ListParked(entity, 1, cancellationToken)).Count > 0;
        }
    }

    private async Task<ChangeResult> Unpark(EntityKey entity, ChangeRequest request, CancellationToken cancellationToken)
    {
        var letters = await api.System.Store.DeadLetters.ListParked(entity, ParkedMax, cancellationToken);
        var byOperator = letters.Count(l => l.Reason == DeadLetterReason.ParkedByOperator);
        var parked = letters.Count - byOperator;
        if (letters.Count == 0)
        {
            return new ChangeResult(false, $"{entity} has no parked command");
        }

        var commands = parked == 1 ? "1 parked command" : $"{(letters.Count == ParkedMax ? "at least " : "")}{parked} parked commands";
        if (request.IsDryRun)
        {
            return new ChangeResult(false, (byOperator, parked) switch
            {
                (0, _) => $"{commands} of {entity} would be replayed, until one fails again",
                (_, 0) => $"{entity} would be unparked; no command waits",
                _ => $"{entity} would be unparked and {commands} of it replayed, until one fails again",
            });
        }

        var replayed = await api.System.ReplayParked(entity, cancellationToken);
        return (byOperator, parked) switch
        {
            (0, _) => new ChangeResult(replayed > 0, $"{replayed} of {commands} of {entity} were replayed"),
            (_, 0) => new ChangeResult(true, $"{entity} was unparked; no command waited"),
            _ => new ChangeResult(true, $"{entity} was unparked, and {replayed} of {parked} waiting commands were replayed"),
        };
    }
}
