namespace Actors.Projections;

/// <summary>What a projection does when one of its handlers fails. Faults of the database are no failure of a handler: they are waited out.</summary>
public sealed record HandlerRecoveryStrategy
{
    /// <summary>The most retries.</summary>
    public const int RetriesMax = 100;

    /// <summary>Stops after its retries: right where a missing event is worse than an old read model. The default.</summary>
    public static readonly HandlerRecoveryStrategy Stop = new() { Failure = HandlerFailure.Stop };

    /// <summary>Skips an event after its retries, and keeps it as a dead letter.</summary>
    public static readonly HandlerRecoveryStrategy Skip = new() { Failure = HandlerFailure.Skip };

    /// <summary>Parks an entity's events after the retries of the first one.</summary>
    public static readonly HandlerRecoveryStrategy Park = new() { Failure = HandlerFailure.Park };

    private readonly int _retries = 3;

    /// <summary>What happens after the last retry.</summary>
    public required HandlerFailure Failure { get; init; }

    /// <summary>How often a failed event is tried again, 0 to <see cref="RetriesMax"/>. Meanwhile the whole build waits. Default 3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside that range.</exception>
    public int Retries
    {
        get => _retries;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, RetriesMax);
            _retries = value;
        }
    }

    /// <summary>How long to wait before the first retry; each further wait is twice as long, up to <see cref="DelayMax"/>. Default 100 ms.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait between two retries. Default 5 s.</summary>
    public TimeSpan DelayMax { get; init; } = TimeSpan.FromSeconds(5);
}
