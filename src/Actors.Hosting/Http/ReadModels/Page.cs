namespace Actors.Hosting.Http.ReadModels;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">An entry.</typeparam>
/// <param name="Items">The entries.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; <see langword="null"/> on the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>Makes a page from one entry more than it may have, if there is one.</summary>
    /// <param name="rows">Up to <paramref name="limit"/> entries and one.</param>
    /// <param name="limit">How many entries a page has at most.</param>
    /// <param name="place">The place of an entry in the list.</param>
    public static Page<T> Of(IReadOnlyList<T> rows, int limit, Func<T, IReadOnlyList<string>> place) => rows.Count <= limit
        ? new Page<T>(rows, null)
        : new Page<T>([.. rows.Take(limit)], PageToken.Of(place(rows[limit - 1])));
}
