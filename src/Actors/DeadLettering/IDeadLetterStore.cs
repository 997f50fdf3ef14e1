namespace Actors.DeadLettering;

/// <summary>
/// Keeps dead letters, and what was done about each. All members may be called concurrently, and throw
/// <see cref="Journal.JournalUnavailableException"/> when the store cannot be reached.
/// </summary>
public interface IDeadLetterStore
{
    /// <summary>Adds dead letters durably; one whose id is already there is passed over.</summary>
    Task Add(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken);

    /// <summary>Lists dead letters in the order in which they were added.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="after">Only those that were added after this one; <see langword="null"/> begins with the first.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<DeadLetter>> List(DeadLetterFilter filter, DeadLetterId? after, int limit, CancellationToken cancellationToken);

    /// <summary>The waiting commands of a parked or quarantined entity, in the order in which they were parked.</summary>
    Task<IReadOnlyList<DeadLetter>> ListParked(EntityKey entity, int limit, CancellationToken cancellationToken);

    /// <summary>How many dead letters there are.</summary>
    Task<long> Count(DeadLetterFilter filter, CancellationToken cancellationToken);

    /// <summary>Finds a dead letter; <see langword="null"/> when there is none of that name.</summary>
    Task<DeadLetter?> Find(DeadLetterId letter, CancellationToken cancellationToken);

    /// <summary>What was done about a dead letter, in order.</summary>
    Task<IReadOnlyList<DeadLetterAction>> Actions(DeadLetterId letter, CancellationToken cancellationToken);

    /// <summary>
    /// Writes down what was done about dead letters, all in one transaction: those whose action resolves them wait no more, and a
    /// begun replay raises <see cref="DeadLetter.Attempts"/>. An action about an unknown letter is passed over.
    /// </summary>
    /// <param name="actions">At most one for each letter.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task Record(IReadOnlyList<DeadLetterAction> actions, CancellationToken cancellationToken);

    /// <summary>Gives a waiting dead letter an edit instead of an earlier one, and writes down who did it, in one transaction.</summary>
    /// <returns>Whether such a letter waits; if not, nothing was changed.</returns>
    Task<bool> Edit(DeadLetterEdit edit, DeadLetterAction action, CancellationToken cancellationToken);

    /// <summary>Dead letters that were not marked as published, in the order in which they were added.</summary>
    Task<IReadOnlyList<DeadLetter>> ListUnpublished(int limit, CancellationToken cancellationToken);

    /// <summary>Marks dead letters as published to a sink; unknown ones are passed over.</summary>
    Task MarkPublished(IReadOnlyList<DeadLetterId> letters, CancellationToken cancellationToken);
}
