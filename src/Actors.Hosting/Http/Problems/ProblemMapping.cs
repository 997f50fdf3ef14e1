using System.Globalization;
using Actors.Journal;
using Actors.Journal.Retention;
using Actors.Schema;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Http.Problems;

/// <summary>Turns what a request ended with into the problem its client is told. What is not expected stays a secret of the log.</summary>
internal static class ProblemMapping
{
    /// <summary>The problem of an expected exception; <see langword="null"/> for one that nobody expected.</summary>
    public static Problem? Of(Exception exception, long bytesMax) => exception switch
    {
        ProblemException problem => problem.Problem,
        AskTimeoutException timeout => Transient("timeout", "No answer in time", timeout.Message),
        // The exception's own words name hosts and files: they are for the log.
        JournalUnavailableException => Transient(
            "journal-unavailable",
            "Journal unavailable",
            "The journal cannot be reached or has no room. A command may still take effect: send it again with the same Idempotency-Key."),
        OperationCanceledException => Transient("shutting-down", "Shutting down", "The node is shutting down; another one, or the same one soon, will answer."),
        EntityParkedException parked => Parked(parked),
        EntityQuarantinedException quarantined => new Problem(
            StatusCodes.Status409Conflict, "entity-quarantined", "Entity quarantined", quarantined.Message)
        {
            Members = w => w.WriteString("entity", quarantined.Entity.ToString()),
        },
        HistoryRemovedException removed => new Problem(StatusCodes.Status410Gone, "history-removed", "History removed", removed.Message)
        {
            Members = w =>
            {
                w.WriteString("entity", removed.Entity.ToString());
                w.WriteNumber("earliestVersion", removed.Earliest.Value);
            },
        },
        LogRemovedException removed => new Problem(
            StatusCodes.Status410Gone,
            "log-removed",
            "Log removed",
            $"The records of shard {removed.Shard} up to {removed.UpTo} were removed by retention. Ask for those after {removed.UpTo}.")
        {
            Members = w =>
            {
                w.WriteNumber("shard", removed.Shard.Value);
                w.WriteNumber("removedUpTo", removed.UpTo.Value);
            },
        },
        UnknownMessageException unknown => new Problem(
            StatusCodes.Status404NotFound, "unknown-message", "Unknown message", unknown.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Refusals.TooLarge(bytesMax).Problem,
        BadHttpRequestException bad => OfStatus(bad.StatusCode, bad.Message),
        _ => null,
    };

    public static Problem Rejected(Outcome outcome, Rejection rejection) =>
        new(StatusCodes.Status422UnprocessableEntity, rejection.Code, "Rejected", rejection.Reason)
        {
            Kind = "rejected",
            Members = w =>
            {
                w.WriteString("reason", rejection.Reason);
                w.WriteNumber("shard", outcome.Shard.Value);
                w.WriteNumber("sequence", outcome.Sequence.Value);
                w.WriteNumber("version", outcome.Version.Value);
            },
        };

    public static Problem ProjectionBehind(ReaderName projection, IReadOnlyList<JournalOffset> wanted, TimeSpan patience) => new(
        StatusCodes.Status504GatewayTimeout,
        "projection-behind",
        "Read model behind",
        string.Create(
            CultureInfo.InvariantCulture,
            $"The read model '{projection}' has not come to {string.Join(", ", wanted)} within {patience.TotalSeconds:0.###} s. Ask again, or without the header Actors-Offset for what it has."))
    {
        IsTransient = true,
        Members = w => w.WriteString("projection", projection.Value),
    };

    public static Problem Overloaded(string limit) =>
        Transient("overloaded", "Too many requests at once", $"All {limit} are in use and the queue is full. Try again later.");

    public static Problem Unexpected(string reference) => new(
        StatusCodes.Status500InternalServerError,
        "internal-error",
        "Internal error",
        "The request failed for a reason that the node's log tells under the reference given.")
    {
        Members = w => w.WriteString("reference", reference),
    };

    /// <summary>The problem of an answer that has nothing but a status: no such route, wrong method.</summary>
    public static Problem OfStatus(int status, string? detail = null) => status switch
    {
        StatusCodes.Status404NotFound => new Problem(
            status, "no-such-resource", "Not found", detail ?? "There is nothing at this address; /openapi/v1.json lists what there is."),
        StatusCodes.Status405MethodNotAllowed => new Problem(
            status, "method-not-allowed", "Method not allowed", detail ?? "This address does not take this method; the header Allow lists those it takes."),
        StatusCodes.Status400BadRequest => new Problem(status, "bad-request", "Bad request", detail ?? "The request is not well-formed."),
        StatusCodes.Status408RequestTimeout => new Problem(status, "request-timeout", "Request timeout", detail ?? "The body came too slowly."),
        _ => new Problem(status, $"status-{status}", "Request refused", detail ?? $"The request was refused with status {status}."),
    };

    private static Problem Transient(string code, string title, string detail) =>
        new(StatusCodes.Status503ServiceUnavailable, code, title, detail) { IsTransient = true };

    private static Problem Parked(EntityParkedException parked) =>
        new(StatusCodes.Status409Conflict, "entity-parked", "Entity parked", parked.Message)
        {
            Members = w =>
            {
                w.WriteString("entity", parked.Entity.ToString());
                w.WriteString("deadLetter", parked.Letter.Value);
            },
        };
}
