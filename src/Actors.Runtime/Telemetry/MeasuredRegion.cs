using System.Diagnostics;

namespace Actors.Runtime.Telemetry;

/// <summary>Measures and traces what is asked of a region. When nobody listens it hands on, and adds nothing. Thread-safe.</summary>
internal sealed class MeasuredRegion(IShardRegion region, NodeMetrics metrics) : IShardRegion
{
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

    private async Task<Outcome> AskTraced(EntityKey entity, object command, AskOptions options, CancellationToken cancellationToken)
    {
        var isUnderCurrent = Activity.Current is { Recorded: true };
        using var activity = Tracing.Start($"ask {entity.Type}", ActivityKind.Client, isUnderCurrent ? Origin.Unknown : options.Origin);
        activity?.SetTag("actors.entity.type", entity.Type.Name).SetTag("actors.entity.id", entity.Id.Value)
            .SetTag("actors.command", command.GetType().Name);
        try
        {
            var traced = activity is { Recorded: true } ? options with { Origin = options.Origin.Under(activity) } : options;
            var outcome = await AskMeasured(entity, command, traced, cancellationToken).ConfigureAwait(false);
            activity?.SetTag("actors.outcome", outcome.IsAccepted ? "accepted" : "rejected").SetTag("actors.rejection", outcome.Rejection?.Code);
            return outcome;
        }
        catch (Exception exception)
        {
            Tracing.Failed(activity, ErrorOf(exception), exception.Message);
            throw;
        }
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
