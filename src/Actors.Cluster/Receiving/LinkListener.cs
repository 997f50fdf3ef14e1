using System.Collections.Concurrent;
using Actors.Cluster.Security;
using Actors.Membership;
using Actors.Membership.Wire;
using Actors.Schema;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Cluster.Receiving;

/// <summary>
/// Waits for the calls of other nodes, on a port and a web server of its own: it opens before the node joins the cluster and closes
/// after everything else. Thread-safe.
/// </summary>
internal sealed class LinkListener : IAsyncDisposable
{
    /// <summary>The path of the link's one address.</summary>
    public const string Path = "/actors/link";

    private static readonly TimeSpan HelloWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KnownWithin = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<ReceivingConnection, bool> _connections = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _web;
    private readonly ActorModel _model;
    private readonly LinkVersions _versions;
    private readonly LinkOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Identity? _self;

    private LinkListener(WebApplication web, ActorModel model, LinkVersions versions, LinkOptions options, TimeProvider time, ILogger logger)
    {
        _web = web;
        _model = model;
        _versions = versions;
        _options = options;
        _time = time;
        _logger = logger;
        web.Run(Serve);
    }

    /// <summary>Where other nodes reach it.</summary>
    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>Which node this is, and in which life; <see langword="null"/> until it has joined.</summary>
    public NodeId? Self
    {
        get => _self?.Node;
        set
        {
            _self = value is { } node ? new Identity(node) : null;
            _known.TrySetResult();
        }
    }

    /// <summary>Where messages go; <see langword="null"/> while the node starts.</summary>
    public ILinkReceiver? Receiver { get; set; }

    /// <summary>Starts to listen.</summary>
    public static async Task<LinkListener> Start(
        ActorModel model, LinkVersions versions, LinkOptions options, LinkCertificates? certificates, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        _ = certificates?.Own; // Files that cannot be read stop the start, not the first connection.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopTimeout);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options, certificates));
        if (certificates is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        var web = builder.Build();
        var listener = new LinkListener(web, model, versions, options, time, logger);
        try
        {
            await web.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await web.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var bound = new Uri(web.Urls.First());
        listener.Address = new UriBuilder(certificates is null ? "http" : "https", options.Host ?? bound.Host, bound.Port).Uri;
        logger.LinkListens(listener.Address);
        if (certificates is null && !bound.IsLoopback)
        {
            logger.LinkIsOpen(bound);
        }

        return listener;
    }

    /// <summary>Takes no calls, lets the callers have the replies they await, and closes the port.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_connections.Keys.Select(c => c.Ended)).ConfigureAwait(false);
        await _web.StopAsync().ConfigureAwait(false);
        await _web.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private static void Configure(KestrelServerOptions kestrel, LinkOptions options, LinkCertificates? certificates)
    {
        kestrel.AddServerHeader = false;

        // A link is one request that never ends and may be quiet for long; its own frames, windows and pings bound it.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.Http2.InitialStreamWindowSize = 1 << 20;
        kestrel.Limits.Http2.InitialConnectionWindowSize = 2 << 20;
        kestrel.Listen(options.ListenAddress, options.ListenPort, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (certificates is not null)
            {
                listen.UseHttps(https =>
                {
                    https.ServerCertificateSelector = (_, _) => certificates.Own;
                    https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                    https.ClientCertificateValidation = (certificate, _, _) => certificates.Trusts(certificate);
                });
            }
        });
    }

    private async Task Serve(HttpContext context)
    {
        if (context.Request.Path != Path || !HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // The other side waits for the headers before it believes in the connection, and they leave with the first flush only.
        await context.Response.StartAsync(context.RequestAborted).ConfigureAwait(false);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        try
        {
            if (await Welcome(context).ConfigureAwait(false) is { } hello)
            {
                await Talk(context, hello.From).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or FormatException)
        {
            _logger.CallerRefused(exception.Message);
        }
    }

    private async Task Talk(HttpContext context, NodeId caller)
    {
        var connection = new ReceivingConnection(
            caller, context.Request.BodyReader, context.Response.BodyWriter, _model, () => Receiver, _options, _time, _logger);
        _connections.TryAdd(connection, true);
        try
        {
            await connection.Run(_stopping.Token, context.RequestAborted).ConfigureAwait(false);
        }
        finally
        {
            _connections.TryRemove(connection, out _);
        }
    }

    /// <summary>Reads the first frame and answers it.</summary>
    /// <returns>The frame, if the caller is welcome.</returns>
    private async Task<LinkHello?> Welcome(HttpContext context)
    {
        using var deadline = new CancellationTokenSource(HelloWithin, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted, _stopping.Token);
        var hello = await FirstFrame.Read(context.Request.BodyReader, either.Token).ConfigureAwait(false);
        await Known(context.RequestAborted).ConfigureAwait(false);
        var refusal = RefusalOf(hello);
        var buffer = new WireBuffer();
        if (refusal is null)
        {
            var version = _versions.Agree(hello.Versions)!.Value;
            new LinkWelcome(version, _options.WindowBytes).WriteTo(buffer);
            _logger.Accepted(hello.From, version);
        }
        else
        {
            FirstFrame.WriteRefusal(buffer, refusal);
            _logger.CallerRefused(refusal);
        }

        await context.Response.BodyWriter.WriteAsync(buffer.Written, either.Token).ConfigureAwait(false);
        return refusal is null ? hello : null;
    }

    /// <summary>Waits until this node has its name: whoever calls as soon as it has joined must not be sent away to come again.</summary>
    private async Task Known(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        await _known.Task.WaitAsync(KnownWithin, _time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private string? RefusalOf(LinkHello hello) => Self switch
    {
        null => "It is still starting.",
        { } self when self != hello.To => $"It is {self}, and {hello.From} calls {hello.To}: that one is gone, or its address belongs to another node now.",
        { } self when _versions.Agree(hello.Versions) is null =>
            $"{self} speaks version {_versions} of the link and {hello.From} version {hello.Versions}: upgrade one release at a time, so that neighbours understand each other.",
        _ => null,
    };

    private sealed record Identity(NodeId Node);
}
