using System.Net;
using System.Security.Claims;
using Actors.Hosting.Configuration;
using Actors.Hosting.Http;
using Actors.Hosting.Http.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting.Access;

/// <summary>
/// Lets in who may: with tokens set, callers must bring one; without, only this machine is served. An operator's token opens
/// everything, a client's everything but the operators' addresses; one that is read-only opens both to look and not to change.
/// Health is open, because load balancers have no token.
/// </summary>
internal sealed class AccessControl
{
    /// <summary>The addresses of operators.</summary>
    public const string OperatorPath = "/operator";

    private const string Scheme = "Bearer ";
    private readonly TokenBook? _clients;
    private readonly TokenBook? _operators;

    public AccessControl(ActorsOptions options, TimeProvider time, ILogger logger)
    {
        _clients = TokenBook.Open(options.Http.Token, options.Http.TokenFile, "client", time, logger);
        _operators = TokenBook.Open(options.Operator.Token, options.Operator.TokenFile, "operator", time, logger);
    }

    /// <summary>Handles one request: lets it through as somebody, or refuses it.</summary>
    public Task Invoke(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/health"))
        {
            return next(context);
        }

        var isForOperators = IsForOperators(context.Request);
        if (CallerOf(context, isForOperators) is { } caller)
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, caller.Name)], "bearer"));
            return caller.IsReadOnly && !IsLook(context.Request) ? RefuseChange(context, caller) : next(context);
        }

        return IsOpen(context, isForOperators) ? next(context) : Refuse(context, isForOperators);
    }

    /// <summary>Changes to dead letters and inputs are operators' work; to look at them is everybody's.</summary>
    private static bool IsForOperators(HttpRequest request) => request.Path.StartsWithSegments(OperatorPath)
        || (!IsLook(request) && (request.Path.StartsWithSegments("/dead-letters") || request.Path.StartsWithSegments("/ingresses")));

    private static string? TokenOf(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        return header.Count == 1 && header[0] is { } text && text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? text[Scheme.Length..].Trim()
            : null;
    }

    private static Task Refuse(HttpContext context, bool isForOperators)
    {
        var isUnknown = TokenOf(context) is null;
        context.Response.Headers.WWWAuthenticate = "Bearer";
        var detail = isForOperators
            ? "Operators' addresses need the token of Actors:Operator:Token or TokenFile; without one set, only this machine is served."
            : "This node needs the token of Actors:Http:Token or TokenFile, in the header Authorization: Bearer.";
        var problem = isUnknown
            ? new Problem(StatusCodes.Status401Unauthorized, "token-missing", "Token missing", detail)
            : new Problem(StatusCodes.Status403Forbidden, "token-refused", "Token refused", detail);
        return JsonAnswer.Write(context, problem, TimeSpan.Zero);
    }

    private static bool IsLook(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static Task RefuseChange(HttpContext context, Caller caller) => JsonAnswer.Write(
        context,
        new Problem(
            StatusCodes.Status403Forbidden,
            "token-read-only",
            "Token is read-only",
            $"The token of {caller.Name} opens this node to look, not to change anything. Ask whoever keeps its token file for another one."),
        TimeSpan.Zero);

    private Caller? CallerOf(HttpContext context, bool isForOperators) => TokenOf(context) is { } token
        ? _operators?.Find(token) ?? (isForOperators ? null : _clients?.Find(token))
        : null;

    /// <summary>Whether nobody is asked who he is: no token is set, and the caller is on this machine.</summary>
    private bool IsOpen(HttpContext context, bool isForOperators) =>
        (isForOperators ? _operators : _clients) is null && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
}
