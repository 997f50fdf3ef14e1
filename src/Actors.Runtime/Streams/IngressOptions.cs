namespace Actors.Runtime.Streams;

/// <summary>How an ingress treats its records.</summary>
public sealed record IngressOptions
{
    /// <summary>Its name for operators; <see langword="null"/> takes the source's. Dead letters are replayed by the ingress of their name.</summary>
    public string? Name { get; init; }

    /// <summary>What becomes of a command that its entity rejects. Default: the rejection in the journal is all.</summary>
    public RejectionHandling Rejections { get; init; }

    /// <summary>How often something must fail in a row until the circuit breaker opens. Default 5.</summary>
    public int FailuresUntilBroken { get; init; } = 5;

    /// <summary>How long the breaker stays open before the next trial. Default 5 s.</summary>
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one call of the store may take before it counts as failed. Default 30 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The wait after the first failure; doubles with each further one up to 5 s, and varies by a quarter. Default 100 ms.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);
}
