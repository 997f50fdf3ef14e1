namespace Actors.Runtime.LiveViews;

/// <summary>What a subscriber of a live view is told.</summary>
/// <typeparam name="TRow">A row.</typeparam>
/// <param name="Kind">What it is.</param>
/// <param name="Id">From where to subscribe again to miss nothing after it; <see langword="null"/> within a reset, which cannot be resumed.</param>
/// <param name="Key">The row's key, of a row or one that has gone.</param>
/// <param name="Row">The row.</param>
public sealed record LiveEvent<TRow>(LiveEventKind Kind, string? Id, string? Key = null, TRow? Row = null)
    where TRow : class;
