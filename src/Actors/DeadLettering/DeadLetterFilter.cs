namespace Actors.DeadLettering;

/// <summary>Which dead letters are meant: those to which everything that is set applies. Immutable.</summary>
public sealed record DeadLetterFilter
{
    /// <summary>All that wait.</summary>
    public static DeadLetterFilter Waiting { get; } = new() { Status = DeadLetterStatus.Waiting };

    /// <summary>Only those of this status.</summary>
    public DeadLetterStatus? Status { get; init; }

    /// <summary>Only those with this reason.</summary>
    public DeadLetterReason? Reason { get; init; }

    /// <summary>Only those whose <see cref="DeadLetter.Source"/> holds this text, such as a topic or a file; capitals matter.</summary>
    public string? Source { get; init; }

    /// <summary>Only those of this ingress.</summary>
    public string? Ingress { get; init; }

    /// <summary>Only those that are known to be for this entity.</summary>
    public EntityKey? Entity { get; init; }

    /// <summary>Only those set aside at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only those set aside before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether a letter is meant.</summary>
    public bool Matches(DeadLetter letter) =>
        (Status is null || letter.Status == Status)
        && (Reason is null || letter.Reason == Reason)
        && (Source is null || letter.Source.Contains(Source, StringComparison.Ordinal))
        && (Ingress is null || letter.Origin?.Ingress == Ingress)
        && (Entity is null || letter.Entity == Entity)
        && (From is null || letter.Time >= From)
        && (Until is null || letter.Time < Until);
}
