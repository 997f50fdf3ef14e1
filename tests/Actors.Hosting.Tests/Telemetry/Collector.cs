using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting.Tests.Telemetry;

/// <summary>Takes what a node sends by OTLP over HTTP and keeps the bytes.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<(string Path, byte[] Body, string Tenant)> _received = new();

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.MapPost("/v1/{signal}", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _received.Enqueue((context.Request.Path.Value!, body.ToArray(), context.Request.Headers["x-tenant"].ToString()));
        });
    }

    public Uri Address => new(_application.Urls.Single());

    public static async Task<Collector> Start()
    {
        var collector = new Collector();
        await collector._application.StartAsync();
        return collector;
    }

    /// <summary>How often bytes occur in what came for a signal. Texts and ids stand in OTLP's protobuf as they are.</summary>
    public int Count(string signal, byte[] wanted) => _received.Where(r => r.Path == $"/v1/{signal}").Sum(r => Count(r.Body, wanted));

    /// <summary>The spans of a trace. The nodes of one process send each other's as well, so each is taken once.</summary>
    public IReadOnlyList<CollectedSpan> Spans(ActivityTraceId trace) =>
        [.. _received.Where(r => r.Path == "/v1/traces").SelectMany(r => OtlpReader.Spans(r.Body)).Where(s => s.Trace == trace).DistinctBy(s => s.Id)];

    /// <summary>What the header <c>x-tenant</c> said of a signal.</summary>
    public IEnumerable<string> Tenants(string signal) => _received.Where(r => r.Path == $"/v1/{signal}").Select(r => r.Tenant).Distinct();

    public bool Has(string signal, string text) => Count(signal, Encoding.UTF8.GetBytes(text)) > 0;

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static int Count(ReadOnlySpan<byte> body, ReadOnlySpan<byte> wanted)
    {
        var count = 0;
        for (var at = body.IndexOf(wanted); at >= 0; at = body.IndexOf(wanted))
        {
            count++;
            body = body[(at + wanted.Length)..];
        }

        return count;
    }
}
