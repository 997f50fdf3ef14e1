using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Hosting.Http;
using Actors.Hosting.Http.Problems;
using Actors.Operations;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Operator;

/// <summary>
/// What every change passes: who asks must be told, the wish is in the audit before it is tried, and the outcome after. A dry run
/// is written down as one.
/// </summary>
internal sealed class OperatorChanges(string node, AuditFile audit, long bodyBytesMax, TimeProvider time)
{
    /// <summary>Runs a change whose body is a <see cref="ChangeRequest"/>.</summary>
    public Task Run(HttpContext context, string command, string target, Func<ChangeRequest, CancellationToken, Task<ChangeResult>> change) =>
        Run(context, command, _ => target, OperationsJson.Default.ChangeRequest, r => r, change);

    /// <summary>Runs a change whose body holds more.</summary>
    /// <param name="context">The request.</param>
    /// <param name="command">The command, as pbm names it.</param>
    /// <param name="target">On what, from the body.</param>
    /// <param name="form">How the body is read.</param>
    /// <param name="requestOf">The reason and whether it is a dry run, from the body.</param>
    /// <param name="change">Makes it, or says what would be made.</param>
    public async Task Run<T>(
        HttpContext context,
        string command,
        Func<T, string> target,
        JsonTypeInfo<T> form,
        Func<T, ChangeRequest> requestOf,
        Func<T, CancellationToken, Task<ChangeResult>> change)
        where T : class
    {
        var who = WhoOf(context);
        var body = await Read(context, form);
        var request = requestOf(body);
        if (request.Reason?.Length > ChangeRequest.ReasonLengthMax)
        {
            throw Refusals.Parameters($"A reason has at most {ChangeRequest.ReasonLengthMax} characters.");
        }

        var entry = EntryOf(context, who, command, target(body), request.Reason);
        if (!request.IsDryRun)
        {
            await audit.Append(entry, context.RequestAborted);
        }

        var result = await Try(entry, body, change, context.RequestAborted);
        await Write(entry, request.IsDryRun ? "dry-run" : result.IsDone ? "done" : "refused", result.Outcome);
        await JsonAnswer.Write(context, w => JsonSerializer.Serialize(w, result, OperationsJson.Default.ChangeResult));
    }

    /// <summary>Runs a change that says in its answer alone what became of it, such as those of applications that came before this audit.</summary>
    /// <param name="command">The command, as pbm names it.</param>
    /// <param name="target">The part of the route that says on what; <see langword="null"/> when its body does.</param>
    /// <param name="handler">Makes it and answers.</param>
    public Func<HttpContext, Task> Audited(string command, string? target, Func<HttpContext, Task> handler) => async context =>
    {
        var name = context.Request.Headers[ChangeRequest.OperatorHeader].Count == 0 ? PrincipalOf(context) : WhoOf(context);
        var on = target is null ? "selection" : Uri.UnescapeDataString((string)context.Request.RouteValues[target]!);
        var entry = EntryOf(context, name, command, on, context.Request.Query["note"]);
        await audit.Append(entry, context.RequestAborted);
        try
        {
            await handler(context);
        }
        catch (Exception exception)
        {
            await Fail(entry, exception);
            throw;
        }

        await Write(entry, "done", $"answered with status {context.Response.StatusCode}");
    };

    private static string PrincipalOf(HttpContext context) => context.User.Identity?.Name ?? "loopback";

    private AuditEntry EntryOf(HttpContext context, string who, string command, string target, string? reason) => new(
        time.GetUtcNow(), node, PrincipalOf(context), who, context.Connection.RemoteIpAddress?.ToString() ?? "?", command, target, reason, "begun", null);

    private async Task<ChangeResult> Try<T>(
        AuditEntry entry, T body, Func<T, CancellationToken, Task<ChangeResult>> change, CancellationToken cancellationToken)
    {
        try
        {
            return await change(body, cancellationToken);
        }
        catch (Exception exception)
        {
            await Fail(entry, exception);
            throw;
        }
    }

    /// <summary>What is wrong in itself was refused; the rest has failed.</summary>
    private Task Fail(AuditEntry entry, Exception exception) => exception is ProblemException problem
        ? Write(entry, "refused", problem.Problem.Detail)
        : Write(entry, "failed", exception.Message);

    /// <summary>The outcome is written also when the asker is gone.</summary>
    private Task Write(AuditEntry entry, string stage, string outcome) =>
        audit.Append(entry with { Time = time.GetUtcNow(), Stage = stage, Outcome = outcome }, CancellationToken.None);

    private static string WhoOf(HttpContext context)
    {
        var name = context.Request.Headers[ChangeRequest.OperatorHeader].ToString();

        // A page in a browser cannot set this header for another address, so no foreign page can change anything.
        return name.Length is > 0 and <= 200 && !name.Any(char.IsControl)
            ? name
            : throw Refusals.Header(ChangeRequest.OperatorHeader, "must name who asks for the change, in 1 to 200 characters");
    }

    private async Task<T> Read<T>(HttpContext context, JsonTypeInfo<T> form)
        where T : class
    {
        if (context.Request.ContentLength is not { } length || length == 0 || length > bodyBytesMax)
        {
            throw Refusals.Parameters($"A change is sent with a JSON body of at most {bodyBytesMax} bytes and its Content-Length.");
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, form, context.RequestAborted)
                ?? throw Refusals.Parameters("The body must be a JSON object.");
        }
        catch (JsonException exception)
        {
            throw Refusals.Parameters($"The body is not what this address takes: {exception.Message}");
        }
    }
}
