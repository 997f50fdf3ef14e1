namespace Actors.Runtime.Sharding;

/// <summary>
/// The replies that are awaited for the same length of time, in the order in which that time is over. One timer watches all of
/// them: most replies come in time, and a timer for each would cost more than the reply. Thread-safe.
/// </summary>
internal sealed class DeadlineList : IDisposable
{
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private AwaitedReply? _first;
    private AwaitedReply? _last;
    private bool _isArmed;

    /// <summary>Creates a list.</summary>
    /// <param name="timeout">How long each reply is awaited.</param>
    /// <param name="time">The clock.</param>
    public DeadlineList(TimeSpan timeout, TimeProvider time)
    {
        _timeout = timeout;
        _time = time;
        _timer = time.CreateTimer(
            static list => ((DeadlineList)list!).TimeOut(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Watches a reply from now on. Called before the reply can come.</summary>
    public void Add(AwaitedReply reply)
    {
        lock (_lock)
        {
            reply.Started = _time.GetTimestamp();
            reply.Deadline = reply.Started + (long)(_timeout.TotalSeconds * _time.TimestampFrequency);
            reply.List = this;
            (reply.Earlier, reply.Later) = (_last, null);
            _ = _last is null ? _first = reply : _last.Later = reply;
            _last = reply;
            if (!_isArmed)
            {
                _isArmed = true;
                _timer.Change(_timeout, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Stops watching a reply.</summary>
    public void Remove(AwaitedReply reply)
    {
        lock (_lock)
        {
            Unlink(reply);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void TimeOut()
    {
        while (TakeExpired() is { } expired)
        {
            expired.TimeOut();
        }
    }

    /// <summary>Takes the first reply whose time is over; where there is none, sets the timer for the next one.</summary>
    private AwaitedReply? TakeExpired()
    {
        lock (_lock)
        {
            if (_first is not { } first)
            {
                _isArmed = false;
                return null;
            }

            var left = _time.GetElapsedTime(_time.GetTimestamp(), first.Deadline);
            if (left > TimeSpan.Zero)
            {
                _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
                return null;
            }

            Unlink(first);
            return first;
        }
    }

    private void Unlink(AwaitedReply reply)
    {
        if (reply.List is null)
        {
            return;
        }

        _ = reply.Earlier is null ? _first = reply.Later : reply.Earlier.Later = reply.Later;
        _ = reply.Later is null ? _last = reply.Earlier : reply.Later.Earlier = reply.Earlier;
        (reply.List, reply.Earlier, reply.Later) = (null, null, null);
    }
}
