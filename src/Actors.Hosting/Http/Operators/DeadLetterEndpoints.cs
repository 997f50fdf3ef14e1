using System.Text.Json.Serialization.Metadata;
using Actors.DeadLettering;
using Actors.Hosting.Http.Problems;
using Actors.Operations;
using Actors.Runtime.DeadLettering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Hosting.Http.Operators;

/// <summary>Lists, shows, edits, replays and discards dead letters.</summary>
internal sealed class DeadLetterEndpoints(ActorHttpApi api)
{
    public async Task List(HttpContext context)
    {
        var request = context.Request;
        var filter = FilterOf(request);
        DeadLetterId? after = RequestParameters.Text(request, "after") is { } id ? new DeadLetterId(id) : null;
        var limit = (int)RequestParameters.Number(request, "limit", Math.Min(100, api.Options.PageEntriesMax), 1, api.Options.PageEntriesMax);
        var count = await api.DeadLetters.Count(filter, context.RequestAborted);

        // One more than asked for tells whether there is a next page.
        var letters = await api.DeadLetters.List(filter, after, limit + 1, context.RequestAborted);
        var next = letters.Count > limit ? letters[limit - 1].Id.Value : null;
        await Write(context, new DeadLetterPage(count, [.. letters.Take(limit).Select(DeadLetterEntry.Of)], next), OperationsJson.Default.DeadLetterPage);
    }

    public async Task Show(HttpContext context)
    {
        var id = IdOf(context);
        var details = await Letters.Show(id, context.RequestAborted) ?? throw Refusals.UnknownDeadLetter(id);
        await Write(context, details, OperationsJson.Default.DeadLetterDetails);
    }

    public async Task Edit(HttpContext context)
    {
        var id = IdOf(context);
        var change = await RequestBody.Read(context, OperationsJson.Default.DeadLetterChange, api.Options.RequestBytesMax);
        try
        {
            var details = await Letters.Edit(id, change, Principal(context), context.RequestAborted) ?? throw await NotWaiting(id, context);
            await Write(context, details, OperationsJson.Default.DeadLetterDetails);
        }
        catch (FormatException exception)
        {
            throw Refusals.Body(exception.Message);
        }
    }

    public async Task Replay(HttpContext context)
    {
        var id = IdOf(context);
        var note = RequestParameters.Text(context.Request, "note");
        var replay = await Letters.Replay(id, Principal(context), note, context.RequestAborted) ?? throw Refusals.UnknownDeadLetter(id);
        if (replay.Result == DeadLetterReplayResult.Failed)
        {
            throw Refusals.NotReplayed(replay);
        }

        await Write(context, replay, OperationsJson.Default.DeadLetterReplay);
    }

    public async Task ReplayAll(HttpContext context)
    {
        var selection = await RequestBody.Read(context, OperationsJson.Default.DeadLetterSelection, api.Options.RequestBytesMax);
        var limit = selection.Limit ?? Math.Min(api.Options.PageEntriesMax, DeadLetters.ReplayMax);
        if (limit is < 1 or > DeadLetters.ReplayMax)
        {
            throw Refusals.Body($"limit must be 1 to {DeadLetters.ReplayMax}, not {limit}.");
        }

        DeadLetterFilter filter;
        try
        {
            filter = selection.ToFilter();
        }
        catch (FormatException exception)
        {
            throw Refusals.Body(exception.Message);
        }

        DeadLetterId? after = selection.After is { } id ? new DeadLetterId(id) : null;
        var replays = await Letters.ReplayAll(filter, after, limit, Principal(context), selection.Note, context.RequestAborted);
        await Write(context, replays, OperationsJson.Default.DeadLetterReplays);
    }

    public async Task Discard(HttpContext context)
    {
        var id = IdOf(context);
        var discard = await RequestBody.Read(context, OperationsJson.Default.DeadLetterDiscard, api.Options.RequestBytesMax);
        if (string.IsNullOrWhiteSpace(discard.Reason))
        {
            throw Refusals.Body("reason must say why the letter is given up.");
        }

        if (!await Letters.Discard(id, discard.Reason, Principal(context), context.RequestAborted))
        {
            throw await NotWaiting(id, context);
        }

        await Write(context, (await Letters.Show(id, context.RequestAborted))!, OperationsJson.Default.DeadLetterDetails);
    }

    private DeadLetters Letters => api.Letters ?? throw Refusals.ReadOnly("Dead letters");

    private static Task Write<T>(HttpContext context, T answer, JsonTypeInfo<T> type) =>
        JsonAnswer.Write(context, writer => System.Text.Json.JsonSerializer.Serialize(writer, answer, type));

    private static string? Principal(HttpContext context) => context.User.Identity is { IsAuthenticated: true, Name: var name } ? name : null;

    private static DeadLetterId IdOf(HttpContext context) => new(PathSegment.After(context, "dead-letters", (string)context.GetRouteValue("id")!));

    private async Task<ProblemException> NotWaiting(DeadLetterId id, HttpContext context) =>
        await api.DeadLetters.Find(id, context.RequestAborted) is null ? Refusals.UnknownDeadLetter(id) : Refusals.NotWaiting(id);

    private static DeadLetterFilter FilterOf(HttpRequest request) => new()
    {
        Status = RequestParameters.Text(request, "status") switch
        {
            null or "waiting" => DeadLetterStatus.Waiting,
            "resolved" => DeadLetterStatus.Resolved,
            "all" => null,
            var other => throw Refusals.Parameter("status", other, "must be waiting, resolved or all"),
        },
        Reason = ReasonOf(request),
        Source = RequestParameters.Text(request, "source"),
        Ingress = RequestParameters.Text(request, "ingress"),
        Entity = EntityOf(request),
        From = RequestParameters.OptionalTime(request, "from"),
        Until = RequestParameters.OptionalTime(request, "until"),
    };

    private static DeadLetterReason? ReasonOf(HttpRequest request)
    {
        if (RequestParameters.Text(request, "reason") is not { } text)
        {
            return null;
        }

        return Enum.TryParse<DeadLetterReason>(text.Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true, out var reason)
            && Enum.IsDefined(reason) && !char.IsAsciiDigit(text[0])
            ? reason
            : throw Refusals.Parameter(
                "reason",
                text,
                $"must be one of {string.Join(", ", Enum.GetNames<DeadLetterReason>().Select(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName))}");
    }

    private static EntityKey? EntityOf(HttpRequest request)
    {
        if (RequestParameters.Text(request, "entity") is not { } text)
        {
            return null;
        }

        try
        {
            return EntityKey.Parse(text);
        }
        catch (FormatException)
        {
            throw Refusals.Parameter("entity", text, "must be type/id, such as order/1001");
        }
    }
}
