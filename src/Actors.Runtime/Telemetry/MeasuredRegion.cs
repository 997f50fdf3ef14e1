using System.Collections.Concurrent;
using System.Diagnostics;

namespace Actors.Runtime.Telemetry;

/// <summary>Measures and traces what is asked of a region. When nobody listens it hands on, and adds nothing. Thread-safe.</summary>
internal sealed class MeasuredRegion(IShardRegion region, NodeMetrics metrics) : IShardRegion
{
    private readonly ConcurrentDictionary<EntityType, string> _names = [];

    /// <inheritdoc/>
    public Task<Outcome> Ask(EntityKey entity, object command, AskOptions options, CancellationToken cancellationToken) =>
        Tracing.IsOn ? AskTraced(entity, command, options, cancellationToken)
            : metrics.MeasuresAsks ? AskMeasured(entity, command, options, cancellationToken)
            : region.Ask(entity, command, options, cancellationToken);

    /// <inheritdoc/>
    public Task<EntityView> View(EntityKey entity, TimeSpan timeout, CancellationToken cancellationToken) =>
        region.View(entity, timeout, cancellationToken);

    private async Task<Outcome> AskMeasured(EntityKey entity, object command, AskOptions options, CancellationToken cancellationToken)
    {
        var started = metrics.Now;
        try
        {
            var outcome = await region.Ask(entity, command, options, cancellationToken).ConfigureAwait(false);
            metrics.Asked(started, null);
            return outcome;
        }
        catch (Exception exception)
        {
            metrics.Asked(started, ErrorOf(exception));
            throw;
        }
    }

    /// <summary>Most traces are not kept: their asks cost the sampler's answer, and nothing more.</summary>
    private Task<Outcome> AskTraced(EntityKey entity, object command, AskOptions options, CancellationToken cancellationToken)
    {
        var current = Activity.Current;
        var activity = Tracing.Start(NameOf(entity.Type), ActivityKind.Client, current is { Recorded: true } ? Origin.Unknown : options.Origin);
        if (activity is { Recorded: true })
        {
            Activity.Current = current; // The asking method makes it the current one of its own flow.
            return AskTraced(activity, entity, command, options, cancellationToken);
        }

        activity?.Dispose();
        Activity.Current = current;
        return metrics.MeasuresAsks
            ? AskMeasured(entity, command, options, cancellationToken)
            : region.Ask(entity, command, options, cancellationToken);
    }

    private async Task<Outcome> AskTraced(
        Activity activity, EntityKey entity, object command, AskOptions options, CancellationToken cancellationToken)
    {
        using var ending = activity;
        Activity.Current = activity;
        activity.SetTag("actors.entity.type", entity.Type.Name).SetTag("actors.entity.id", entity.Id.Value)
            .SetTag("actors.command", command.GetType().Name);
        try
        {
            var traced = options with { Origin = options.Origin.Under(activity) };
            var outcome = await AskMeasured(entity, command, traced, cancellationToken).ConfigureAwait(false);
            activity.SetTag("actors.outcome", outcome.IsAccepted ? "accepted" : "rejected").SetTag("actors.rejection", outcome.Rejection?.Code);
            return outcome;
        }
        catch (Exception exception)
        {
            Tracing.Failed(activity, ErrorOf(exception), exception.Message);
            throw;
        }
    }

    private string NameOf(EntityType type)
    {
        if (!_names.TryGetValue(type, out var name))
        {
            name = _names.GetOrAdd(type, static t => $"ask {t}");
        }

        return name;
    }

    private static string ErrorOf(Exception exception) => exception switch
    {
        AskTimeoutException => "timeout",
        EntityParkedException => "parked",
        EntityQuarantinedException => "quarantined",
        OperationCanceledException => "cancelled",
        _ => "error",
    };
}
