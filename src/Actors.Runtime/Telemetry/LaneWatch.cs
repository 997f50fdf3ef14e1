using Actors.Runtime.Lanes;

namespace Actors.Runtime.Telemetry;

/// <summary>
/// Tells for how long a lane has stood still. It is asked now and then and compares the floors: so that a lane, which handles
/// a hundred thousand records in a second, need not stamp each of them. Thread-safe.
/// </summary>
internal sealed class LaneWatch(LaneSender lane, TimeProvider time)
{
    private readonly Lock _lock = new();
    private LanePosition _floor = lane.Floor;
    private long _since = time.GetTimestamp();

    /// <summary>How many records are not done.</summary>
    public int InHand => lane.EntryCount;

    /// <summary>Since when records have been in hand and none was done; zero when none is in hand.</summary>
    public TimeSpan Age()
    {
        lock (_lock)
        {
            var floor = lane.Floor;
            if (lane.EntryCount == 0 || floor != _floor)
            {
                _floor = floor;
                _since = time.GetTimestamp();
                return TimeSpan.Zero;
            }

            return time.GetElapsedTime(_since);
        }
    }
}
