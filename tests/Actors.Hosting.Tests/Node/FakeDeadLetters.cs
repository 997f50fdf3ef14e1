using Actors.DeadLettering;

namespace Actors.Hosting.Tests.Node;

internal sealed class FakeDeadLetters : IDeadLetterStore
{
    private readonly List<DeadLetter> _letters = [];

    public Task Add(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        _letters.AddRange(letters);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<DeadLetter>> List(
        DeadLetterStatus status, DeadLetterId? after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeadLetter>>(
            [.. _letters.Skip(after is null ? 0 : _letters.FindIndex(l => l.Id == after) + 1).Where(l => l.Status == status).Take(limit)]);

    public Task<IReadOnlyList<DeadLetter>> ListParked(EntityKey entity, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeadLetter>>([]);

    public Task<long> Count(DeadLetterStatus status, CancellationToken cancellationToken) =>
        Task.FromResult((long)_letters.Count(l => l.Status == status));
}
