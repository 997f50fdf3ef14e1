using Actors.Hosting.Http;
using Actors.Operations;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Operator;

/// <summary>Changes to one entity's place in memory and to its parked commands.</summary>
internal sealed class EntityOperations(OperatorApi api)
{
    private const int ParkedMax = 1000;

    /// <summary>Lets it leave memory.</summary>
    public Task Passivate(HttpContext context)
    {
        var entity = EntityAddress.From(context, api.Routes).Key;
        return api.Changes.Run(context, "entity passivate", entity.ToString(), (request, token) =>
            api.System.Inspector.Passivate(entity, request.IsDryRun, token));
    }

    /// <summary>Replays its parked commands, in order, until none is left or one fails again.</summary>
    public Task Unpark(HttpContext context)
    {
        var entity = EntityAddress.From(context, api.Routes).Key;
        return api.Changes.Run(context, "entity unpark", entity.ToString(), (request, token) => Unpark(entity, request, token));
    }

    private async Task<ChangeResult> Unpark(EntityKey entity, ChangeRequest request, CancellationToken cancellationToken)
    {
        var parked = (await api.System.Store.DeadLetters.ListParked(entity, ParkedMax, cancellationToken)).Count;
        if (parked == 0)
        {
            return new ChangeResult(false, $"{entity} has no parked command");
        }

        var commands = parked == 1 ? "1 parked command" : $"{(parked == ParkedMax ? "at least " : "")}{parked} parked commands";
        if (request.IsDryRun)
        {
            return new ChangeResult(false, $"{commands} of {entity} would be replayed, until one fails again");
        }

        var replayed = await api.System.ReplayParked(entity, cancellationToken);
        return new ChangeResult(replayed > 0, $"{replayed} of {commands} of {entity} were replayed");
    }
}
