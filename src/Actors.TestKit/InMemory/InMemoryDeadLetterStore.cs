using Actors.DeadLettering;

namespace Actors.TestKit.InMemory;

/// <summary>The dead letters of an <see cref="InMemoryStore"/>.</summary>
internal sealed class InMemoryDeadLetterStore(InMemoryTables tables, InMemoryFaults faults) : IDeadLetterStore
{
    public Task Add(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken) => Run(
        () => faults.Write(() =>
        {
            foreach (var letter in letters)
            {
                tables.Add(letter);
            }

            return letters.Count;
        }),
        cancellationToken);

    public Task<IReadOnlyList<DeadLetter>> List(
        DeadLetterFilter filter, DeadLetterId? after, int limit, CancellationToken cancellationToken) =>
        Run<IReadOnlyList<DeadLetter>>(
            () =>
            {
                var start = after is { } id && tables.LetterPlaces.TryGetValue(id, out var place) ? place + 1 : 0;
                return [.. tables.Letters.Skip(start).Where(filter.Matches).Take(limit)];
            },
            cancellationToken);

    public Task<IReadOnlyList<DeadLetter>> ListParked(EntityKey entity, int limit, CancellationToken cancellationToken) =>
        Run<IReadOnlyList<DeadLetter>>(
            () => [.. tables.Letters.Where(l => l.Status == DeadLetterStatus.Waiting && l.Entity == entity && IsParked(l.Reason)).Take(limit)],
            cancellationToken);

    public Task<long> Count(DeadLetterFilter filter, CancellationToken cancellationToken) =>
        Run(() => tables.Letters.LongCount(filter.Matches), cancellationToken);

    public Task<DeadLetter?> Find(DeadLetterId letter, CancellationToken cancellationToken) =>
        Run(() => tables.LetterPlaces.TryGetValue(letter, out var place) ? tables.Letters[place] : null, cancellationToken);

    public Task<IReadOnlyList<DeadLetterAction>> Actions(DeadLetterId letter, CancellationToken cancellationToken) =>
        Run<IReadOnlyList<DeadLetterAction>>(() => [.. tables.LetterActions.Where(action => action.Letter == letter)], cancellationToken);

    public Task Record(IReadOnlyList<DeadLetterAction> actions, CancellationToken cancellationToken) => Run(
        () =>
        {
            foreach (var action in actions)
            {
                Write(action, letter => letter);
            }

            return actions.Count;
        },
        cancellationToken);

    public Task<bool> Edit(DeadLetterEdit edit, DeadLetterAction action, CancellationToken cancellationToken) => Run(
        () =>
        {
            var waits = tables.LetterPlaces.TryGetValue(action.Letter, out var place) && tables.Letters[place].Status == DeadLetterStatus.Waiting;
            if (waits)
            {
                Write(action, letter => letter with { Edit = edit });
            }

            return waits;
        },
        cancellationToken);

    public Task<IReadOnlyList<DeadLetter>> ListUnpublished(int limit, CancellationToken cancellationToken) =>
        Run<IReadOnlyList<DeadLetter>>(
            () => [.. tables.Letters.Where(letter => !tables.LettersPublished.Contains(letter.Id)).Take(limit)], cancellationToken);

    public Task MarkPublished(IReadOnlyList<DeadLetterId> letters, CancellationToken cancellationToken) => Run(
        () =>
        {
            tables.LettersPublished.UnionWith(letters);
            return letters.Count;
        },
        cancellationToken);

    private static bool IsParked(DeadLetterReason reason) =>
        reason is DeadLetterReason.DecisionFailed or DeadLetterReason.Parked or DeadLetterReason.Quarantined
            or DeadLetterReason.ParkedByOperator;

    private void Write(DeadLetterAction action, Func<DeadLetter, DeadLetter> change)
    {
        if (tables.LetterPlaces.TryGetValue(action.Letter, out var place))
        {
            var letter = change(tables.Letters[place]);
            tables.Letters[place] = letter with
            {
                Status = action.Resolves ? DeadLetterStatus.Resolved : letter.Status,
                Attempts = letter.Attempts + (action.Kind == DeadLetterActionKind.ReplayBegun ? 1 : 0),
            };
            tables.LetterActions.Add(action with { Resolves = false, Time = InMemoryTables.Microseconds(action.Time) });
        }
    }

    private Task<T> Run<T>(Func<T> work, CancellationToken cancellationToken) =>
        InMemoryTransaction.Run(tables, faults, work, cancellationToken);
}
