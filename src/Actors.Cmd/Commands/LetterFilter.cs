using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Actors.DeadLettering;
using Actors.Operations;

namespace Actors.Cmd.Commands;

/// <summary>The options by which dead letters are chosen.</summary>
internal sealed class LetterFilter
{
    // --reason is the operator's own reason, of every change.
    private readonly Option<string?> _cause = new("--cause") { Description = $"why they could not be handled: {string.Join(", ", Causes)}", HelpName = "REASON" };
    private readonly Option<string?> _source = new("--source") { Description = "their source holds this text", HelpName = "TEXT" };
    private readonly Option<string?> _ingress = new("--ingress") { Description = "they came by this input", HelpName = "NAME" };
    private readonly Option<string?> _entity = new("--entity") { Description = "they are for this entity, as type/id", HelpName = "ENTITY" };
    private readonly Option<string?> _from = new("--from") { Description = "set aside at this time or later, in ISO 8601", HelpName = "TIME" };
    private readonly Option<string?> _until = new("--until") { Description = "set aside before this time", HelpName = "TIME" };

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> Options => [_cause, _source, _ingress, _entity, _from, _until];

    private static IEnumerable<string> Causes => Enum.GetNames<DeadLetterReason>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName);

    /// <summary>Whether any was given.</summary>
    public bool IsGiven(ParseResult parsed) => Texts.Any(t => parsed.GetValue(t) is not null);

    /// <summary>The letters that are meant, for a change.</summary>
    public DeadLetterSelection SelectionOf(ParseResult parsed) => new()
    {
        Reason = parsed.GetValue(_cause) is { } cause ? ReasonOf(cause) : null,
        Source = parsed.GetValue(_source),
        Ingress = parsed.GetValue(_ingress),
        Entity = parsed.GetValue(_entity),
        From = TimeOf(parsed.GetValue(_from)),
        Until = TimeOf(parsed.GetValue(_until)),
    };

    /// <summary>The letters that are meant, for a list: the rest of a query.</summary>
    public string QueryOf(ParseResult parsed)
    {
        (string Name, string? Value)[] parts =
        [
            ("reason", parsed.GetValue(_cause)), ("source", parsed.GetValue(_source)), ("ingress", parsed.GetValue(_ingress)),
            ("entity", parsed.GetValue(_entity)), ("from", parsed.GetValue(_from)), ("until", parsed.GetValue(_until)),
        ];
        return string.Concat(parts.Where(p => p.Value is not null).Select(p => $"&{p.Name}={Uri.EscapeDataString(p.Value!)}"));
    }

    private IReadOnlyList<Option<string?>> Texts => [_cause, _source, _ingress, _entity, _from, _until];

    private static DeadLetterReason ReasonOf(string cause) =>
        Enum.GetValues<DeadLetterReason>().Where(r => JsonNamingPolicy.KebabCaseLower.ConvertName(r.ToString()) == cause).Select(r => (DeadLetterReason?)r).FirstOrDefault()
            ?? throw new PbmException(ExitCode.WrongUsage, $"'{cause}' is none of {string.Join(", ", Causes)}.");

    private static DateTimeOffset? TimeOf(string? text) => text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
        : throw new PbmException(ExitCode.WrongUsage, $"'{text}' is not a time in ISO 8601, such as 2026-01-31T12:00:00Z.");
}
