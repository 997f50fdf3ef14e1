namespace Actors.DeadLettering;

/// <summary>
/// Keeps dead letters until somebody resolves them. All members may be called concurrently, and throw
/// <see cref="Journal.JournalUnavailableException"/> when the store cannot be reached.
/// </summary>
public interface IDeadLetterStore
{
    /// <summary>Adds dead letters durably; one whose id is already there is passed over.</summary>
    Task Add(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken);

    /// <summary>Lists dead letters, oldest first.</summary>
    /// <param name="status">Only those of this status.</param>
    /// <param name="after">Only those that were added after this one; <see langword="null"/> begins with the first.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<DeadLetter>> List(DeadLetterStatus status, DeadLetterId? after, int limit, CancellationToken cancellationToken);

    /// <summary>The waiting commands of a parked or quarantined entity, in the order in which they were parked.</summary>
    Task<IReadOnlyList<DeadLetter>> ListParked(EntityKey entity, int limit, CancellationToken cancellationToken);

    /// <summary>How many dead letters have this status.</summary>
    Task<long> Count(DeadLetterStatus status, CancellationToken cancellationToken);
}
