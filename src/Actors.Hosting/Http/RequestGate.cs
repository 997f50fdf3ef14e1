using System.Threading.RateLimiting;
using Actors.Hosting.Http.Problems;
using Actors.Journal;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting.Http;

/// <summary>
/// What every request passes: a bounded number is worked on, a bounded number waits, the rest is turned away; and whatever goes
/// wrong behind it becomes a problem document.
/// </summary>
internal sealed class RequestGate(HttpApiOptions options, ILogger logger) : IDisposable
{
    private readonly ConcurrencyLimiter _requests = Limiter(options.ConcurrentRequestsMax, options.QueuedRequestsMax);
    private readonly ConcurrencyLimiter? _streams = options.EventStreamsMax == 0 ? null : Limiter(options.EventStreamsMax, 0);

    /// <summary>For requests that are answered at once: health checks must not wait behind the load they report on.</summary>
    public RequestDelegate Open(Func<HttpContext, Task> handler) => context => Guard(context, handler);

    /// <summary>For requests that work on entities.</summary>
    public RequestDelegate Limited(Func<HttpContext, Task> handler) =>
        context => Guard(context, c => Enter(c, _requests, "request slots", handler));

    /// <summary>For event streams, which last.</summary>
    public RequestDelegate Streaming(Func<HttpContext, Task> handler) =>
        context => Guard(context, c => Enter(c, _streams, "event streams", handler));

    public void Dispose()
    {
        _requests.Dispose();
        _streams?.Dispose();
    }

    private static ConcurrencyLimiter Limiter(int permits, int queue) => new(new ConcurrencyLimiterOptions
    {
        PermitLimit = permits,
        QueueLimit = queue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private async Task Enter(HttpContext context, ConcurrencyLimiter? limiter, string what, Func<HttpContext, Task> handler)
    {
        using var lease = limiter is null ? null : await limiter.AcquireAsync(1, context.RequestAborted);
        if (lease is not { IsAcquired: true })
        {
            LogMessages.TurnedAway(logger, context.Request.Method, context.Request.Path, what);
            throw new ProblemException(ProblemMapping.Overloaded(what));
        }

        await handler(context);
    }

    private async Task Guard(HttpContext context, Func<HttpContext, Task> handler)
    {
        try
        {
            await handler(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to answer.
        }
        catch (Exception exception)
        {
            await Answer(context, exception);
        }
    }

    private async Task Answer(HttpContext context, Exception exception)
    {
        var request = context.Request;
        var problem = ProblemMapping.Of(exception, options.RequestBytesMax);
        if (problem is null)
        {
            LogMessages.RequestFailed(logger, exception, request.Method, request.Path, context.TraceIdentifier);
            problem = ProblemMapping.Unexpected(context.TraceIdentifier);
        }
        else if (exception is JournalUnavailableException)
        {
            LogMessages.JournalUnavailable(logger, exception, request.Method, request.Path);
        }
        else
        {
            LogMessages.RequestRefused(logger, request.Method, request.Path, problem.Status, problem.Code, problem.Detail);
        }

        if (context.Response.HasStarted)
        {
            // Half an answer cannot be mended: the broken connection tells the client.
            context.Abort();
            return;
        }

        context.Response.Clear();
        await JsonAnswer.Write(context, problem, options.RetryAfter);
    }
}
