namespace Actors.TestKit.Simulation.Lanes;

/// <summary>One record of a source that has been read: done when none of its commands is unanswered.</summary>
internal sealed class LaneEntry(long record)
{
    public long Record { get; } = record;

    public int Unanswered { get; set; }
}
