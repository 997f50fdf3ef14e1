using System.ComponentModel.DataAnnotations;

namespace Actors.SideEffects;

/// <summary>How patiently a side effect is tried.</summary>
public sealed record SideEffectOptions
{
    /// <summary>The longest time one attempt may take. Default 10 s; shorter than the time after which its callers give up.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many attempts are made before giving up. Default 5.</summary>
    [Range(1, 1000)]
    public int AttemptsMax { get; init; } = 5;

    /// <summary>The wait before the second attempt; it doubles with each further one, with jitter, up to 30 s. Default 200 ms.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// The share of failed attempts within 10 s that opens the circuit breaker, from 0 (never matches) to 1. While it is open no
    /// attempt is made and none is counted. Default 0.5.
    /// </summary>
    [Range(0.01, 1.0)]
    public double FailureRatio { get; init; } = 0.5;

    /// <summary>How many attempts within 10 s are needed before the breaker judges. Default 20.</summary>
    [Range(2, 10_000)]
    public int MinimumThroughput { get; init; } = 20;

    /// <summary>How long the breaker stays open before it lets one attempt through. Default 2 s.</summary>
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many events are handled at the same time on one node. Default 32.</summary>
    [Range(1, 1024)]
    public int ConcurrencyMax { get; init; } = 32;
}
