using Actors.DeadLettering;
using Actors.Operations;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Http.Problems;

/// <summary>The problems of requests that are wrong in themselves.</summary>
internal static class Refusals
{
    public static ProblemException UnknownEntityType(string type, IEnumerable<string> known) => NotFound(
        "unknown-entity-type", "Unknown entity type", $"There is no entity type '{type}'. There are: {Join(known)}.");

    public static ProblemException UnknownMessage(string kind, EntityType type, string name, IEnumerable<string> known) => NotFound(
        $"unknown-{kind}", $"Unknown {kind}", $"Entity type '{type}' has no {kind} '{name}'. It has: {Join(known)}.");

    public static ProblemException VersionNotReached(EntityKey entity, EntityVersion asked, EntityVersion current) => NotFound(
        "version-not-reached", "Version not reached", $"{entity} has no version {asked} yet; its version is {current}.");

    public static ProblemException Parameter(string name, string? value, string expected) => new(new Problem(
        StatusCodes.Status400BadRequest, "invalid-parameter", "Invalid parameter", $"Parameter '{name}' {expected}, not '{value}'.")
    {
        Members = w => w.WriteString("parameter", name),
    });

    public static ProblemException Parameters(string detail) =>
        new(new Problem(StatusCodes.Status400BadRequest, "invalid-parameter", "Invalid parameter", detail));

    public static ProblemException Header(string name, string expected) => new(new Problem(
        StatusCodes.Status400BadRequest, "invalid-header", "Invalid header", $"Header '{name}' {expected}.")
    {
        Members = w => w.WriteString("header", name),
    });

    public static ProblemException EntityId() => new(new Problem(
        StatusCodes.Status400BadRequest,
        "invalid-entity-id",
        "Invalid entity id",
        $"An entity id has 1 to {Actors.EntityId.LengthMax} characters and no control characters."));

    public static ProblemException MediaType(string? found, string expected) => new(new Problem(
        StatusCodes.Status415UnsupportedMediaType,
        "unsupported-media-type",
        "Unsupported media type",
        $"Send the body as '{expected}' in UTF-8, not as '{found ?? "(no Content-Type)"}'."));

    public static ProblemException TooLarge(long bytesMax) => new(new Problem(
        StatusCodes.Status413PayloadTooLarge, "too-large", "Body too large", $"A request body has at most {bytesMax} bytes here.")
    {
        Members = w => w.WriteNumber("bytesMax", bytesMax),
    });

    /// <summary>A body that is JSON and does not say what it should.</summary>
    public static ProblemException Body(string detail) =>
        new(new Problem(StatusCodes.Status400BadRequest, "invalid-body", "Invalid body", detail));

    public static ProblemException Invalid(Rejection fault) => new(new Problem(
        StatusCodes.Status400BadRequest, fault.Code, "Invalid command", fault.Reason)
    {
        Kind = "invalid-command",
    });

    public static ProblemException UnknownDeadLetter(DeadLetterId id) => NotFound(
        "unknown-dead-letter", "Unknown dead letter", $"There is no dead letter '{id}'; GET /dead-letters lists those there are.");

    public static ProblemException NotWaiting(DeadLetterId id) => new(new Problem(
        StatusCodes.Status409Conflict, "not-waiting", "Not waiting", $"Dead letter '{id}' was replayed or discarded already."));

    public static ProblemException NotReplayed(DeadLetterReplay replay) => new(new Problem(
        StatusCodes.Status422UnprocessableEntity, "not-replayed", "Not replayed", replay.Detail)
    {
        Members = w => w.WriteString("deadLetter", replay.Id),
    });

    public static ProblemException UnknownIngress(string name, IEnumerable<string> known) => NotFound(
        "unknown-ingress", "Unknown ingress", $"This node has no ingress '{name}'. It has: {Join(known)}.");

    public static ProblemException UnknownProjection(string name, IEnumerable<string> known) => NotFound(
        "unknown-projection", "Unknown projection", $"There is no versioned projection '{name}'. There are: {Join(known)}.");

    public static ProblemException UnknownNode(string name, IEnumerable<string> known) => NotFound(
        "unknown-node", "Unknown node", $"No living node is called '{name}'. There are: {Join(known)}.");

    public static ProblemException NodeSilent(string node, string why) => new(new Problem(
        StatusCodes.Status502BadGateway, "node-silent", "Node silent", $"{node} {why}.")
    {
        Members = w => w.WriteString("node", node),
    });

    public static ProblemException AuditRuns(string node) => new(new Problem(
        StatusCodes.Status409Conflict, "audit-runs", "Audit runs", $"{node} audits the journal for somebody else already; try again when that has ended."));

    public static ProblemException ReadOnly(string what) => NotFound(
        "not-served", "Not served", $"{what} are not served by this application.");

    private static ProblemException NotFound(string code, string title, string detail) =>
        new(new Problem(StatusCodes.Status404NotFound, code, title, detail));

    private static string Join(IEnumerable<string> names) =>
        string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } text ? text : "none";
}
