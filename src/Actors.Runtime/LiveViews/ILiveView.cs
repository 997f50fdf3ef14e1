using Actors.Journal;

namespace Actors.Runtime.LiveViews;

/// <summary>What the node drives a live view by.</summary>
internal interface ILiveView
{
    /// <summary>Its name.</summary>
    ReaderName Name { get; }

    /// <summary>Whether it begins with the journal's first record.</summary>
    bool FromStart { get; }

    /// <summary>Ends when the view is to begin.</summary>
    Task Wanted { get; }

    /// <summary>Takes the next record of a shard.</summary>
    void Apply(JournalRecord record);
}
