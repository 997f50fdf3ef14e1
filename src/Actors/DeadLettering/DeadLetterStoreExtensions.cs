namespace Actors.DeadLettering;

/// <summary>Shorter ways to ask an <see cref="IDeadLetterStore"/>.</summary>
public static class DeadLetterStoreExtensions
{
    /// <summary>Lists the dead letters of one status in the order in which they were added.</summary>
    /// <param name="store">The store.</param>
    /// <param name="status">Only those of this status.</param>
    /// <param name="after">Only those that were added after this one; <see langword="null"/> begins with the first.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<IReadOnlyList<DeadLetter>> List(
        this IDeadLetterStore store, DeadLetterStatus status, DeadLetterId? after, int limit, CancellationToken cancellationToken) =>
        store.List(new DeadLetterFilter { Status = status }, after, limit, cancellationToken);

    /// <summary>How many dead letters have this status.</summary>
    public static Task<long> Count(this IDeadLetterStore store, DeadLetterStatus status, CancellationToken cancellationToken) =>
        store.Count(new DeadLetterFilter { Status = status }, cancellationToken);
}
