using System.Threading.Channels;

namespace Actors.Runtime.LiveViews;

/// <summary>
/// One subscriber of a live view. It is told what it has missed, or all rows, and then each change. A subscriber that does not read as
/// fast as the view changes is told so as its last event, and the view goes on without it: it can hold nobody up. One reader at a time.
/// </summary>
/// <typeparam name="TRow">A row.</typeparam>
public sealed class LiveSubscription<TRow> : IDisposable
    where TRow : class
{
    private readonly Queue<LiveEvent<TRow>> _first;
    private readonly Channel<LiveEvent<TRow>> _queue;
    private readonly Action<LiveSubscription<TRow>> _leave;
    private volatile bool _isDropped;
    private string _lastId;
    private bool _isOver;

    internal LiveSubscription(IEnumerable<LiveEvent<TRow>> first, int queueMax, string lastId, Action<LiveSubscription<TRow>> leave)
    {
        _first = new Queue<LiveEvent<TRow>>(first);
        _queue = Channel.CreateBounded<LiveEvent<TRow>>(new BoundedChannelOptions(queueMax) { SingleReader = true });
        _lastId = lastId;
        _leave = leave;
    }

    /// <summary>Waits for events, and gives all there are at once; none after <see cref="LiveEventKind.Dropped"/> was given.</summary>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<LiveEvent<TRow>>> Read(int limit, CancellationToken cancellationToken)
    {
        var events = new List<LiveEvent<TRow>>();
        while (events.Count < limit && _first.TryDequeue(out var first))
        {
            events.Add(first);
        }

        if (events.Count == 0 && !_isOver && !await _queue.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            _isOver = true;
            return _isDropped ? [new LiveEvent<TRow>(LiveEventKind.Dropped, _lastId)] : [];
        }

        while (_first.Count == 0 && events.Count < limit && _queue.Reader.TryRead(out var next))
        {
            events.Add(next);
        }

        _lastId = events.LastOrDefault(e => e.Id is not null)?.Id ?? _lastId;
        return events;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _leave(this);
    }

    /// <summary>Tells a change; <see langword="false"/> when the subscriber is gone, or dropped by this.</summary>
    internal bool TryTell(LiveEvent<TRow> change)
    {
        if (_queue.Writer.TryWrite(change))
        {
            return true;
        }

        _isDropped = true;
        _queue.Writer.TryComplete();
        return false;
    }
}
