using System.Diagnostics.Metrics;
using Actors.Hosting.Configuration;
using Actors.Hosting.Telemetry;
using Actors.Journal;
using Actors.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace Actors.Hosting;

/// <summary>
/// One node as a process runs it: store, entities and HTTP interface. They start in this order and stop in the other: the
/// interface takes nothing new and ends its streams, then the entities commit what is in hand, then the store closes.
/// </summary>
public sealed class ActorHost : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly OpenTelemetrySdk? _export;

    private ActorHost(IJournalStore store, ActorSystem system, WebApplication web, OpenTelemetrySdk? export)
    {
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

        var web = WebNode.Build(application, options);
        var export = OtlpExport.Start(options);
        IJournalStore? store = null;
        ActorSystem? system = null;
        try
        {
            var loggers = web.Services.GetRequiredService<ILoggerFactory>();
            store = await StoreOpening.Open(options, loggers, cancellationToken);
            system = await ActorSystem.Start(
                application.Model,
                store,
                application.System ?? StoreOpening.SuitableLimits(options),
                application.Projections(store),
                loggers: loggers,
                meters: web.Services.GetRequiredService<IMeterFactory>(),
                cancellationToken: cancellationToken);
            await WebNode.Start(web, application, options, system, cancellationToken);
            return new ActorHost(store, system, web, export);
        }
        catch
        {
            await Stop(web, system, store, export);
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
    public ValueTask DisposeAsync() => Stop(_web, System, Store, _export);

    private static async ValueTask Stop(WebApplication web, ActorSystem? system, IJournalStore? store, OpenTelemetrySdk? export)
    {
        await web.StopAsync();
        if (system is not null)
        {
            await system.DisposeAsync();
        }

        if (store is not null)
        {
            await store.DisposeAsync();
        }

        await web.DisposeAsync();
        export?.Dispose(); // Last, so that the spans of the stop are sent too.
    }
}
