using Actors.DeadLettering;
using Actors.Hosting.Http.Operators;
using Actors.Hosting.Http.Problems;
using Actors.Operations;
using Actors.Runtime.DeadLettering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Hosting.Operator;

/// <summary>Edits, replays and gives up dead letters, one or several, with a dry run and the audit.</summary>
internal sealed class DeadLetterOperations(OperatorApi api)
{
    private DeadLetters Letters => api.System.DeadLetters;

    private IDeadLetterStore Store => api.System.Store.DeadLetters;

    /// <summary>Gives a waiting letter something else for its replay.</summary>
    public Task Edit(HttpContext context)
    {
        var id = IdOf(context);
        return api.Changes.Run(
            context, "dlq edit", _ => id.Value, OperationsJson.Default.DeadLetterEditRequest, e => e.Change ?? new ChangeRequest(), async (request, token) =>
            {
                var letter = await Waiting(id, token);
                var edit = request.Edit ?? throw Refusals.Body("edit must say what shall be different.");
                try
                {
                    if (request.Change?.IsDryRun == true)
                    {
                        edit.ToEdit(letter.Edit?.Payload ?? letter.Payload);
                        return new ChangeResult(false, $"{id} would be replayed as edited");
                    }

                    var details = await Letters.Edit(id, edit with { Note = edit.Note ?? request.Change?.Reason }, Principal(context), token);
                    return details is null ? throw Refusals.NotWaiting(id)
                        : new ChangeResult(true, details.Fault is { } fault ? $"{id} was edited and cannot be replayed yet: {fault.TrimEnd('.')}" : $"{id} was edited; dlq replay sends it");
                }
                catch (FormatException exception)
                {
                    throw Refusals.Body(exception.Message);
                }
            });
    }

    /// <summary>Sends one again.</summary>
    public Task Replay(HttpContext context)
    {
        var id = IdOf(context);
        return api.Changes.Run(context, "dlq replay", id.Value, async (request, token) =>
        {
            if (request.IsDryRun)
            {
                return Would("be sent again", await Waiting(id, token));
            }

            var replay = await Letters.Replay(id, Principal(context), request.Reason, token) ?? throw Refusals.UnknownDeadLetter(id);
            var result = replay.Result.ToString().ToLowerInvariant();
            return new ChangeResult(replay.Result == DeadLetterReplayResult.Replayed, $"{replay.Id}: {result}. {replay.Detail}".TrimEnd(' ', '.'));
        });
    }

    /// <summary>Gives one up.</summary>
    public Task Discard(HttpContext context)
    {
        var id = IdOf(context);
        return api.Changes.Run(context, "dlq discard", id.Value, async (request, token) =>
        {
            var letter = await Waiting(id, token);
            if (request.IsDryRun)
            {
                return Would("be given up", letter);
            }

            return await Letters.Discard(id, ReasonOf(request), Principal(context), token)
                ? new ChangeResult(true, $"{id} was given up")
                : throw Refusals.NotWaiting(id);
        });
    }

    /// <summary>Sends those again that a selection means.</summary>
    public Task ReplayAll(HttpContext context) => Selected(context, "dlq replay", "be sent again", async (selection, filter, request, token) =>
    {
        DeadLetterId? after = selection.After is { } id ? new DeadLetterId(id) : null;
        var replays = await Letters.ReplayAll(filter, after, LimitOf(selection), Principal(context), request.Reason, token);
        var more = replays.Next is { } next ? $"; there may be more after {next}" : string.Empty;
        var first = replays.Failures is [var failure, ..] ? $"; the first failure is {failure.Id}: {failure.Detail.TrimEnd('.')}" : string.Empty;
        return new ChangeResult(
            replays.Replayed + replays.Parked > 0, $"{replays.Replayed} replayed, {replays.Parked} parked, {replays.Failed} failed{first}{more}");
    });

    /// <summary>Gives those up that a selection means.</summary>
    public Task DiscardAll(HttpContext context) => Selected(context, "dlq discard", "be given up", async (selection, filter, request, token) =>
    {
        var discarded = await Letters.DiscardAll(filter, LimitOf(selection), ReasonOf(request), Principal(context), token);
        var left = await Store.Count(filter, token);
        return new ChangeResult(discarded > 0, $"{discarded} given up{(left > 0 ? $"; {left} such letters are left" : string.Empty)}");
    });

    private Task Selected(
        HttpContext context,
        string command,
        string verb,
        Func<DeadLetterSelection, DeadLetterFilter, ChangeRequest, CancellationToken, Task<ChangeResult>> change) => api.Changes.Run(
            context,
            command,
            s => TextOf(s.Selection),
            OperationsJson.Default.DeadLetterSelectionRequest,
            s => s.Change ?? new ChangeRequest(),
            async (request, token) =>
            {
                var selection = request.Selection ?? throw Refusals.Body("selection must say which letters are meant.");
                _ = LimitOf(selection);
                var filter = FilterOf(selection);
                if (request.Change?.IsDryRun != true)
                {
                    return await change(selection, filter, request.Change ?? new ChangeRequest(), token);
                }

                var count = await Store.Count(filter, token);
                return new ChangeResult(false, $"{Math.Min(count, LimitOf(selection))} of {count} such letters would {verb}");
            });

    private static DeadLetterFilter FilterOf(DeadLetterSelection selection)
    {
        try
        {
            return selection.ToFilter();
        }
        catch (FormatException exception)
        {
            throw Refusals.Body(exception.Message);
        }
    }

    private static int LimitOf(DeadLetterSelection selection) => selection.Limit switch
    {
        null => DeadLetters.ReplayMax,
        >= 1 and <= DeadLetters.ReplayMax and var limit => limit,
        var other => throw Refusals.Body($"limit must be 1 to {DeadLetters.ReplayMax}, not {other}."),
    };

    private static string TextOf(DeadLetterSelection? selection)
    {
        (string Name, object? Value)[] parts =
        [
            ("reason", selection?.Reason), ("source", selection?.Source), ("ingress", selection?.Ingress), ("entity", selection?.Entity),
            ("from", selection?.From?.ToString("O")), ("until", selection?.Until?.ToString("O")), ("after", selection?.After), ("limit", selection?.Limit),
        ];
        var given = parts.Where(p => p.Value is not null).Select(p => $"{p.Name}={p.Value}").ToList();
        return given.Count == 0 ? "all" : string.Join(' ', given);
    }

    private static ChangeResult Would(string change, DeadLetter letter) => new(false, $"{letter.Id} would {change}: {letter.Detail}".TrimEnd('.'));

    private static string ReasonOf(ChangeRequest request) =>
        string.IsNullOrWhiteSpace(request.Reason) ? throw Refusals.Body("reason must say why it is given up.") : request.Reason;

    private static string? Principal(HttpContext context) => context.User.Identity is { IsAuthenticated: true, Name: var name } ? name : null;

    private static DeadLetterId IdOf(HttpContext context) => new(PathSegment.After(context, "dead-letters", (string)context.GetRouteValue("id")!));

    private async Task<DeadLetter> Waiting(DeadLetterId id, CancellationToken cancellationToken) =>
        await Store.Find(id, cancellationToken) switch
        {
            null => throw Refusals.UnknownDeadLetter(id),
            { Status: DeadLetterStatus.Waiting } letter => letter,
            _ => throw Refusals.NotWaiting(id),
        };
}
