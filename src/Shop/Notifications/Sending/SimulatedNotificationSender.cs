using Actors.Sharding;
using Shop.Generation;

namespace Shop.Notifications.Sending;

/// <summary>
/// A sender for demonstrations and tests. Each notification's fate follows from the seed and its idempotency key alone, so two runs
/// agree. It holds no state of its own. Thread-safe.
/// </summary>
/// <param name="options">How it misbehaves.</param>
/// <param name="inbox">Gets what it takes; <see langword="null"/> drops it, so that a long run needs no memory for it.</param>
public sealed class SimulatedNotificationSender(SimulatedNotificationOptions options, SimulatedInbox? inbox = null) : INotificationSender
{
    /// <summary>What happens to a notification.</summary>
    public NotificationFate FateOf(string idempotencyKey)
    {
        var draw = new SplitMix64(options.Seed ^ StableHash.Compute("notification", idempotencyKey)).NextDouble();
        return draw switch
        {
            _ when (draw -= options.RefusedRatio) < 0 => NotificationFate.Refused,
            _ when (draw -= options.TransientRatio) < 0 => NotificationFate.Transient,
            _ when (draw -= options.AnswerLostRatio) < 0 => NotificationFate.AnswerLost,
            _ => NotificationFate.Taken,
        };
    }

    /// <inheritdoc/>
    public Task Send(NotificationMessage message, CancellationToken cancellationToken)
    {
        var fate = FateOf(message.IdempotencyKey);
        if (fate == NotificationFate.Refused || (fate == NotificationFate.Transient && message.Attempt == 1))
            return Task.FromException(new NotificationException($"Customer {message.Customer} cannot be reached about {message.IdempotencyKey}."));

        inbox?.Receive(message.IdempotencyKey);
        return fate == NotificationFate.AnswerLost && message.Attempt == 1
            ? Task.FromException(new NotificationException($"The answer about {message.IdempotencyKey} is lost."))
            : Task.CompletedTask;
    }
}
