namespace Actors.Runtime.LiveViews;

/// <summary>What a subscriber of a live view is told.</summary>
public enum LiveEventKind
{
    /// <summary>Forget all rows: those there are follow, then <see cref="Ready"/>.</summary>
    Reset,

    /// <summary>A row, new or changed.</summary>
    Row,

    /// <summary>A row has gone.</summary>
    Gone,

    /// <summary>All rows there are have been told; changes follow as they happen.</summary>
    Ready,

    /// <summary>The last one: the subscriber was too slow, and its queue is full. It may subscribe again from the last id that it has seen.</summary>
    Dropped,
}
