using Actors.DeadLettering;

namespace Actors.Operations;

/// <summary>Which waiting dead letters an operator means; what is not set does not matter.</summary>
public sealed record DeadLetterSelection
{
    /// <summary>Only those with this reason.</summary>
    public DeadLetterReason? Reason { get; init; }

    /// <summary>Only those whose source holds this text.</summary>
    public string? Source { get; init; }

    /// <summary>Only those of this ingress.</summary>
    public string? Ingress { get; init; }

    /// <summary>Only those known to be for this entity, such as <c>order/17</c>.</summary>
    public string? Entity { get; init; }

    /// <summary>Only those set aside at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only those set aside before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only those after this one: the last one's <c>next</c>.</summary>
    public string? After { get; init; }

    /// <summary>At most this many.</summary>
    public int? Limit { get; init; }

    /// <summary>Why, for whoever reads it later.</summary>
    public string? Note { get; init; }

    /// <summary>The waiting letters that are meant.</summary>
    /// <exception cref="FormatException">The entity is not of its form.</exception>
    public DeadLetterFilter ToFilter() => new()
    {
        Status = DeadLetterStatus.Waiting,
        Reason = Reason,
        Source = Source,
        Ingress = Ingress,
        Entity = Entity is { } entity ? EntityKey.Parse(entity) : null,
        From = From,
        Until = Until,
    };
}
