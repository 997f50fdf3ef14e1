namespace Actors.Runtime.LiveViews;

/// <summary>A change of one row of a live view.</summary>
/// <typeparam name="TRow">A row; immutable.</typeparam>
/// <param name="Key">The row's key.</param>
/// <param name="Row">The row as it is now; <see langword="null"/> when it has gone.</param>
public readonly record struct LiveChange<TRow>(string Key, TRow? Row)
    where TRow : class;
