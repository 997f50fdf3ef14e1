using System.Collections.Concurrent;

namespace Library;

/// <summary>Remembers what it was asked to send; the same key is one letter.</summary>
internal sealed class FakeLetterService : ILetterService
{
    public ConcurrentDictionary<string, (string Reader, decimal Amount)> Sent { get; } = new();

    public Task<string> Send(string reader, decimal amount, string idempotencyKey, CancellationToken cancellationToken)
    {
        Sent[idempotencyKey] = (reader, amount);
        return Task.FromResult($"letter {Sent.Count}");
    }
}
