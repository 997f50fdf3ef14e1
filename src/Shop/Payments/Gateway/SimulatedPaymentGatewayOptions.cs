using System.ComponentModel.DataAnnotations;

namespace Shop.Payments.Gateway;

/// <summary>How the simulated gateway misbehaves. Ratios are shares of all payments, from 0 to 1.</summary>
public sealed record SimulatedPaymentGatewayOptions
{
    /// <summary>Decides which payments meet which fate. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The share that is declined. Default 0.03.</summary>
    [Range(0.0, 1.0)]
    public double DeclinedRatio { get; init; } = 0.03;

    /// <summary>The share for which no attempt is ever answered: each waits <see cref="UnansweredDelay"/> and fails. Default 0.</summary>
    [Range(0.0, 1.0)]
    public double UnansweredRatio { get; init; }

    /// <summary>The share that is approved after <see cref="SlowDelay"/>. Default 0.02.</summary>
    [Range(0.0, 1.0)]
    public double SlowRatio { get; init; } = 0.02;

    /// <summary>The share whose first attempt fails and whose second succeeds. Default 0.01.</summary>
    [Range(0.0, 1.0)]
    public double TransientRatio { get; init; } = 0.01;

    /// <summary>How long every answer takes. Default none.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.Zero;

    /// <summary>How long a slow answer takes. Default 250 ms.</summary>
    public TimeSpan SlowDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long an unanswered attempt waits before it fails. Default 5 s.</summary>
    public TimeSpan UnansweredDelay { get; init; } = TimeSpan.FromSeconds(5);
}
