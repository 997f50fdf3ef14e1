using System.Diagnostics.Metrics;
using Actors.Cluster;
using Actors.Hosting.Configuration;
using Actors.Hosting.Listening;
using Actors.Hosting.Telemetry;
using Actors.Journal;
using Actors.Membership;
using Actors.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace Actors.Hosting;

/// <summary>
/// One node as a process runs it: store, link to other nodes, HTTP interface and entities. They start in this order: a node takes shards
/// when everything else is ready. To stop, the interface takes nothing new and ends its streams, then the entities commit what is in hand and the shards go to other
/// nodes, then the link and the store close.
/// </summary>
public sealed class ActorHost : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly NodeLink? _link;
    private readonly OpenTelemetrySdk? _export;

    private ActorHost(IJournalStore store, NodeLink? link, ActorSystem system, WebApplication web, OpenTelemetrySdk? export)
    {
        _link = link;
        Store = store;
        System = system;
        _web = web;
        _export = export;
    }

    /// <summary>Where everything is kept.</summary>
    public IJournalStore Store { get; }

    /// <summary>The entities.</summary>
    public ActorSystem System { get; }

    /// <summary>Where the HTTP interface listens; with port 0, the port that was taken.</summary>
    public Uri Address => new(_web.Urls.First());

    /// <summary>Cancelled when the node begins to stop: by Ctrl-C, SIGTERM or <see cref="DisposeAsync"/>.</summary>
    public CancellationToken Stopping => _web.Lifetime.ApplicationStopping;

    /// <summary>Starts a node.</summary>
    /// <param name="application">What it runs.</param>
    /// <param name="options">Its settings, such as those of <see cref="ActorsOptions.Read"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidConfigurationException">Settings are wrong, or the port is taken; the message tells all faults.</exception>
    /// <exception cref="JournalUnavailableException">The store cannot be opened.</exception>
    public static async Task<ActorHost> Start(ActorApplication application, ActorsOptions options, CancellationToken cancellationToken)
    {
        if (options.Faults() is { Count: > 0 } faults)
        {
            throw new InvalidConfigurationException(faults);
        }

        if (application.Palette.SelectMany(c => c.Faults()).ToList() is { Count: > 0 } wrong)
        {
            throw new ArgumentException($"The palette is wrong: {string.Join("; ", wrong)}.", nameof(application));
        }

        var listening = HttpListening.Open(options);
        var web = WebNode.Build(application, options, listening);
        var export = OtlpExport.Start(options, OtelVariables.OfProcess);
        IJournalStore? store = null;
        NodeLink? link = null;
        ActorSystem? system = null;
        try
        {
            var loggers = web.Services.GetRequiredService<ILoggerFactory>();
            store = await StoreOpening.Open(options, loggers, cancellationToken);
            link = await LinkOpening.Open(options, application.Model, loggers, cancellationToken);
            system = await ActorSystem.Start(
                application.Model,
                store,
                LimitsOf(application, options, link, listening.Address),
                application.Projections(store),
                loggers: loggers,
                meters: web.Services.GetRequiredService<IMeterFactory>(),
                link: link,
                beforeShards: node => WebNode.Start(web, application, options, node, cancellationToken),
                cancellationToken: cancellationToken);
            return new ActorHost(store, link, system, web, export);
        }
        catch
        {
            await Stop(web, system, link, store, export);
            throw;
        }
    }

    /// <summary>Waits until Ctrl-C or SIGTERM comes or the token is cancelled. Then dispose the host.</summary>
    public async Task WaitForStop(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(Stopping, cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Stops the node.</summary>
    public ValueTask DisposeAsync() => Stop(_web, System, _link, Store, _export);

    /// <summary>The application's limits or those that suit the store, as a node of the cluster that the settings name.</summary>
    private static ActorSystemOptions LimitsOf(ActorApplication application, ActorsOptions options, NodeLink? link, Uri httpAddress)
    {
        var limits = application.System ?? StoreOpening.SuitableLimits(options);
        limits = options.Projections == new ProjectionOptions() ? limits : limits with { Projections = options.Projections };
        limits = options.Retention.KeepLogFor is null ? limits : limits with { Retention = options.Retention };
        return link is null ? limits : limits with
        {
            NodeName = options.NodeName,
            Cluster = (limits.Cluster ?? new ClusterOptions()) with
            {
                Times = application.TimesOf(options),
                Address = link.Address,
                HttpAddress = httpAddress,
                Roles = options.Cluster!.OwnsShards ? MemberRoles.Shards : MemberRoles.None,
            },
        };
    }

    private static async ValueTask Stop(
        WebApplication web, ActorSystem? system, NodeLink? link, IJournalStore? store, OpenTelemetrySdk? export)
    {
        await web.StopAsync();
        if (system is not null)
        {
            await system.DisposeAsync();
        }

        if (link is not null)
        {
            await link.DisposeAsync();
        }

        if (store is not null)
        {
            await store.DisposeAsync();
        }

        export?.Dispose(); // After all work, so that its spans are sent too; before the web's meters go with their last values.
        await web.DisposeAsync();
    }
}
