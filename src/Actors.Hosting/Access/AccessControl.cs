using System.Net;
using System.Security.Claims;
using Actors.Hosting.Configuration;
using Actors.Hosting.Http;
using Actors.Hosting.Http.Problems;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Access;

/// <summary>
/// Lets in who may: with a token set, callers must bring it; without one only this machine is served. An operator's token opens
/// everything, the other one everything but the operator's addresses. Health is open, because load balancers have no token.
/// </summary>
internal sealed class AccessControl
{
    /// <summary>The addresses of operators.</summary>
    public const string OperatorPath = "/operator";

    private const string Scheme = "Bearer ";
    private readonly SecretToken? _client;
    private readonly SecretToken? _operator;

    public AccessControl(ActorsOptions options)
    {
        _client = TokenSetting.Load(options.Http.Token, options.Http.TokenFile);
        _operator = TokenSetting.Load(options.Operator.Token, options.Operator.TokenFile);
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
        if (PrincipalOf(context, isForOperators) is { } principal)
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, principal)], "bearer"));
            return next(context);
        }

        return IsOpen(context, isForOperators) ? next(context) : Refuse(context, isForOperators);
    }

    /// <summary>Changes to dead letters and inputs are operators' work; to look at them is everybody's.</summary>
    private static bool IsForOperators(HttpRequest request) => request.Path.StartsWithSegments(OperatorPath)
        || (!HttpMethods.IsGet(request.Method) && (request.Path.StartsWithSegments("/dead-letters") || request.Path.StartsWithSegments("/ingresses")));

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

    private string? PrincipalOf(HttpContext context, bool isForOperators)
    {
        if (TokenOf(context) is not { } token)
        {
            return null;
        }

        return _operator?.Is(token) == true ? "operator"
            : !isForOperators && _client?.Is(token) == true ? "client"
            : null;
    }

    /// <summary>Whether nobody is asked who he is: no token is set, and the caller is on this machine.</summary>
    private bool IsOpen(HttpContext context, bool isForOperators) =>
        (isForOperators ? _operator : _client) is null && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
}
