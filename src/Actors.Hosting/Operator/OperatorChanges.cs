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
internal sealed class OperatorChanges(string node, AuditFile audit, TimeProvider time)
{
    private const int BodyBytesMax = 64 * 1024;

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

        var entry = new AuditEntry(
            time.GetUtcNow(), node, context.User.Identity?.Name ?? "loopback", who, context.Connection.RemoteIpAddress?.ToString() ?? "?",
            command, target(body), request.Reason, "begun", null);
        if (!request.IsDryRun)
        {
            await audit.Append(entry, context.RequestAborted);
        }

        var result = await Try(entry, body, change, context.RequestAborted);
        await Write(entry, request.IsDryRun ? "dry-run" : result.IsDone ? "done" : "refused", result.Outcome);
        await JsonAnswer.Write(context, w => JsonSerializer.Serialize(w, result, OperationsJson.Default.ChangeResult));
    }

    private async Task<ChangeResult> Try<T>(
        AuditEntry entry, T body, Func<T, CancellationToken, Task<ChangeResult>> change, CancellationToken cancellationToken)
    {
        try
        {
            return await change(body, cancellationToken);
        }
        catch (Exception exception)
        {
            await Write(entry, "failed", exception.Message);
            throw;
        }
    }

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

    private static async Task<T> Read<T>(HttpContext context, JsonTypeInfo<T> form)
        where T : class
    {
        if (context.Request.ContentLength is not (> 0 and <= BodyBytesMax))
        {
            throw Refusals.Parameters($"A change is sent with a JSON body of at most {BodyBytesMax} bytes and its Content-Length.");
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
