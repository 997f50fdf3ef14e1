using System.ComponentModel.DataAnnotations;

namespace Actors.Runtime.LiveViews;

/// <summary>The bounds of a live view.</summary>
public sealed record LiveViewOptions
{
    /// <summary>How many rows it has at most; beyond it the one that changed least recently leaves. Default 10,000.</summary>
    [Range(1, 10_000_000)]
    public int RowsMax { get; init; } = 10_000;

    /// <summary>How many changes are kept for subscribers that come back. Default 10,000.</summary>
    [Range(1, 10_000_000)]
    public int ChangesMax { get; init; } = 10_000;

    /// <summary>How many changes may wait for one subscriber; one with more is dropped. Default 1,000.</summary>
    [Range(1, 1_000_000)]
    public int QueueMax { get; init; } = 1_000;

    /// <summary>Whether it begins with the journal's first record; else with what is committed after the node's start. Default: the first.</summary>
    public bool FromStart { get; init; } = true;

    /// <summary>Whether it begins only when somebody subscribes for the first time, so that a view nobody looks at costs nothing. Default: no.</summary>
    public bool StartsWhenWanted { get; init; }
}
