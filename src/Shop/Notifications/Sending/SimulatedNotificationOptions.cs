using System.ComponentModel.DataAnnotations;

namespace Shop.Notifications.Sending;

/// <summary>How the simulated sender misbehaves. Ratios are shares of all notifications, from 0 to 1.</summary>
public sealed record SimulatedNotificationOptions
{
    /// <summary>Decides which notifications meet which fate. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The share that is taken at the second attempt only. Default 0.005.</summary>
    [Range(0.0, 1.0)]
    public double TransientRatio { get; init; } = 0.005;

    /// <summary>The share that is taken, but whose first answer is lost. Default 0.005.</summary>
    [Range(0.0, 1.0)]
    public double AnswerLostRatio { get; init; } = 0.005;

    /// <summary>The share that is never taken. Default 0.</summary>
    [Range(0.0, 1.0)]
    public double RefusedRatio { get; init; }
}
