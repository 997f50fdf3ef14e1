using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Benchmarks.Telemetry;

/// <summary>A collector in this process that takes what is sent by OTLP over HTTP, and counts the bytes of traces.</summary>
internal sealed class LocalCollector : IAsyncDisposable
{
    private readonly WebApplication _application;
    private long _traceBytes;

    private LocalCollector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(Take);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_application.Urls.Single());

    /// <summary>How much has come as traces.</summary>
    public long TraceBytes => Interlocked.Read(ref _traceBytes);

    /// <summary>Starts one on a free port.</summary>
    public static async Task<LocalCollector> Start()
    {
        var collector = new LocalCollector();
        await collector._application.StartAsync();
        return collector;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task Take(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        if (context.Request.Path.StartsWithSegments("/v1/traces"))
        {
            Interlocked.Add(ref _traceBytes, context.Request.ContentLength ?? 0);
        }
    }
}
