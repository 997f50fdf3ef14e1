using System.Diagnostics.Metrics;
using System.Text;
using Actors.Runtime.Telemetry;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Telemetry;

/// <summary>Serves the metrics of one node to Prometheus.</summary>
internal sealed class MetricsEndpoint : IDisposable
{
    private static readonly string[] OfServer = ["http.server.request.duration", "http.server.active_requests"];

    // Values that do not move, and names that exist for each kind of exception, are left out.
    private static readonly string[] NotOfProcess = ["dotnet.assembly.count", "dotnet.jit."];
    private readonly PrometheusListener _listener;

    /// <summary>Starts to count.</summary>
    /// <param name="meters">The node's own: other nodes of the process have their own endpoint.</param>
    public MetricsEndpoint(IMeterFactory meters) =>
        _listener = new PrometheusListener(instrument => instrument.Meter.Name switch
        {
            ActorTelemetry.MeterName => ReferenceEquals(instrument.Meter.Scope, meters),
            "Microsoft.AspNetCore.Hosting" => ReferenceEquals(instrument.Meter.Scope, meters) && OfServer.Contains(instrument.Name),
            "System.Runtime" => !Array.Exists(NotOfProcess, n => instrument.Name.StartsWith(n, StringComparison.Ordinal)),
            _ => false,
        });

    /// <summary>Answers one scrape.</summary>
    public async Task Handle(HttpContext context)
    {
        var body = Encoding.UTF8.GetBytes(_listener.Write());
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();
}
