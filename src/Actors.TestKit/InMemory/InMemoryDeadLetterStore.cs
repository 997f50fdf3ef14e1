using Actors.DeadLettering;

namespace Actors.TestKit.InMemory;

/// <summary>The dead letters of an <see cref="InMemoryStore"/>.</summary>
internal sealed class InMemoryDeadLetterStore(InMemoryTables tables, InMemoryFaults faults) : IDeadLetterStore
{
    public Task Add(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken) => Run(
        () =>
        {
            foreach (var letter in letters)
            {
                tables.Add(letter);
            }

            return letters.Count;
        },
        cancellationToken);

    public Task<IReadOnlyList<DeadLetter>> List(
        DeadLetterStatus status, DeadLetterId? after, int limit, CancellationToken cancellationToken) =>
        Run<IReadOnlyList<DeadLetter>>(
            () =>
            {
                var start = after is { } id && tables.LetterPlaces.TryGetValue(id, out var place) ? place + 1 : 0;
                return [.. tables.Letters.Skip(start).Where(letter => letter.Status == status).Take(limit)];
            },
            cancellationToken);

    public Task<IReadOnlyList<DeadLetter>> ListParked(EntityKey entity, int limit, CancellationToken cancellationToken) =>
        Run<IReadOnlyList<DeadLetter>>(
            () => [.. tables.Letters.Where(l => l.Status == DeadLetterStatus.Waiting && l.Entity == entity && IsParked(l.Reason)).Take(limit)],
            cancellationToken);

    public Task<long> Count(DeadLetterStatus status, CancellationToken cancellationToken) =>
        Run(() => tables.Letters.LongCount(letter => letter.Status == status), cancellationToken);

    private static bool IsParked(DeadLetterReason reason) =>
        reason is DeadLetterReason.DecisionFailed or DeadLetterReason.Parked or DeadLetterReason.Quarantined;

    private Task<T> Run<T>(Func<T> work, CancellationToken cancellationToken) =>
        InMemoryTransaction.Run(tables, faults, work, cancellationToken);
}
