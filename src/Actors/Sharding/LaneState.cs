namespace Actors.Sharding;

/// <summary>
/// What a shard knows of one lane: everything at or below the floor is done, and the positions above it that are done.
/// Invariant: no done position is at or below the floor.
/// </summary>
internal sealed class LaneState
{
    private readonly HashSet<long> _done = [];
    private readonly Queue<long> _order = new();

    private long _run;
    private int _turns;

    public long Floor { get; private set; }

    public IEnumerable<long> DoneAboveFloor => _order.Where(p => p > Floor);

    /// <summary>Takes the next turn of the present run, or the first of another; <see langword="false"/> when turns before it are missing.</summary>
    public bool TakeTurn(long run, int turn)
    {
        if (turn != (run == _run ? _turns : 0))
        {
            return false;
        }

        (_run, _turns) = (run, turn + 1);
        return true;
    }

    public bool IsDone(long position) => position <= Floor || _done.Contains(position);

    public void MarkDone(long position)
    {
        if (position > Floor && _done.Add(position))
        {
            _order.Enqueue(position);
        }
    }

    public void RaiseFloor(long floor)
    {
        if (floor <= Floor)
        {
            return;
        }

        Floor = floor;
        while (_order.TryPeek(out var oldest) && oldest <= floor)
        {
            _done.Remove(_order.Dequeue());
        }
    }
}
