using System.Text.Json;
using Actors.DeadLettering;

namespace Actors.Operations;

/// <summary>A dead letter as an operator sees it. Bytes are JSON where they are JSON, else base 64.</summary>
public sealed record DeadLetterEntry
{
    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required DeadLetterStatus Status { get; init; }

    /// <summary>Why it could not be handled.</summary>
    public required DeadLetterReason Reason { get; init; }

    /// <summary>What exactly happened.</summary>
    public required string Detail { get; init; }

    /// <summary>Where it came from.</summary>
    public required string Source { get; init; }

    /// <summary>The record of an ingress that it was.</summary>
    public DeadLetterRecord? Origin { get; init; }

    /// <summary>The entity it was meant for, where known.</summary>
    public string? Entity { get; init; }

    /// <summary>The message's wire name, where known.</summary>
    public string? Type { get; init; }

    /// <summary>When it was set aside.</summary>
    public required DateTime Time { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>The message, where it is JSON.</summary>
    public JsonElement? Payload { get; init; }

    /// <summary>The message in base 64, where it is not JSON.</summary>
    public string? PayloadBase64 { get; init; }

    /// <summary>What a replay uses instead.</summary>
    public DeadLetterChange? Edit { get; init; }

    /// <summary>The letter in this form.</summary>
    public static DeadLetterEntry Of(DeadLetter letter)
    {
        var (json, base64) = Bytes.Show(letter.Payload);
        return new DeadLetterEntry
        {
            Id = letter.Id.Value,
            Status = letter.Status,
            Reason = letter.Reason,
            Detail = letter.Detail,
            Source = letter.Source,
            Origin = letter.Origin is { } origin ? DeadLetterRecord.Of(origin) : null,
            Entity = letter.Entity?.ToString(),
            Type = letter.Type?.ToString(),
            Time = letter.Time.UtcDateTime,
            Attempts = letter.Attempts,
            Payload = json,
            PayloadBase64 = base64,
            Edit = letter.Edit is { } edit ? DeadLetterChange.Of(edit) : null,
        };
    }
}
