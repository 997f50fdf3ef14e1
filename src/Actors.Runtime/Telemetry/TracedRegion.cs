using System.Collections.Concurrent;
using System.Diagnostics;

namespace Actors.Runtime.Telemetry;

/// <summary>
/// Traces what is asked of a region. Most traces are not kept: their asks cost a look at what is current, and nothing more. Thread-safe.
/// </summary>
internal sealed class TracedRegion(IShardRegion region) : IShardRegion
{
    private readonly ConcurrentDictionary<EntityType, string> _names = [];
    private volatile NamedType? _last;

    /// <inheritdoc/>
    public Task<Outcome> Ask(EntityKey entity, object command, AskOptions options, CancellationToken cancellationToken)
    {
        if (!Tracing.IsOn)
        {
            return region.Ask(entity, command, options, cancellationToken);
        }

        var current = Activity.Current;
        var activity = current is null ? Tracing.Start(NameOf(entity.Type), ActivityKind.Client, options.Origin)
            : current.Recorded ? Tracing.Start(NameOf(entity.Type), ActivityKind.Client, Origin.Unknown)
            : null; // Of a trace that is not kept.
        if (activity is not null)
        {
            Activity.Current = current; // The asking method makes it the current one of its own flow.
            return Ask(activity, entity, command, options, cancellationToken);
        }

        return region.Ask(entity, command, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<EntityView> View(EntityKey entity, TimeSpan timeout, CancellationToken cancellationToken) =>
        region.View(entity, timeout, cancellationToken);

    private async Task<Outcome> Ask(
        Activity activity, EntityKey entity, object command, AskOptions options, CancellationToken cancellationToken)
    {
        using var ending = activity;
        Activity.Current = activity;
        activity.SetTag("actors.entity.type", entity.Type.Name).SetTag("actors.entity.id", entity.Id.Value)
            .SetTag("actors.command", command.GetType().Name);
        try
        {
            var traced = options with { Origin = options.Origin.Under(activity) };
            var outcome = await region.Ask(entity, command, traced, cancellationToken).ConfigureAwait(false);
            activity.SetTag("actors.outcome", outcome.IsAccepted ? "accepted" : "rejected").SetTag("actors.rejection", outcome.Rejection?.Code);
            return outcome;
        }
        catch (Exception exception)
        {
            Tracing.Failed(activity, AskErrors.Of(exception), exception.Message);
            throw;
        }
    }

    /// <summary>Asked for each ask, most of which are not traced: the last type is mostly this one too.</summary>
    private string NameOf(EntityType type)
    {
        if (_last is { } last && last.Type == type)
        {
            return last.Name;
        }

        var name = _names.GetOrAdd(type, static t => $"ask {t}");
        _last = new NamedType(type, name);
        return name;
    }

    private sealed record NamedType(EntityType Type, string Name);
}
