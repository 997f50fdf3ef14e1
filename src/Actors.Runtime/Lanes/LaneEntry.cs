namespace Actors.Runtime.Lanes;

/// <summary>
/// One record of a lane's source: done when it is closed and all its commands are acknowledged. Guarded by its sender's lock.
/// </summary>
/// <param name="end">The highest position that the record can use.</param>
internal sealed class LaneEntry(LanePosition end)
{
    public LanePosition End { get; } = end;

    public int Unanswered { get; set; }

    public bool IsClosed { get; set; }

    public bool IsDone => IsClosed && Unanswered == 0;
}
