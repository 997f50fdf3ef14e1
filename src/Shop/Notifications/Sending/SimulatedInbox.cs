using System.Collections.Concurrent;

namespace Shop.Notifications.Sending;

/// <summary>What customers have received, for tests: each idempotency key is shown once, and repeats are counted. Thread-safe.</summary>
public sealed class SimulatedInbox
{
    private readonly ConcurrentDictionary<string, int> _received = [];

    /// <summary>What was shown to customers: the idempotency keys.</summary>
    public IReadOnlyCollection<string> Shown => [.. _received.Keys];

    /// <summary>How many messages came whose key had come before; they were not shown.</summary>
    public int Repeats => _received.Values.Sum(count => count - 1);

    /// <summary>A message arrives.</summary>
    public void Receive(string idempotencyKey) => _received.AddOrUpdate(idempotencyKey, 1, (_, count) => count + 1);
}
