using Actors.Membership.Wire;

namespace Actors.Cluster.Calling;

/// <summary>
/// The messages of one connection: those that wait for room, those written and not sent yet, those that await their reply. Holds as
/// many as the window and the limit allow; the rest waits in order. Thread-safe.
/// </summary>
/// <param name="windowBytes">How many bytes may be under way before the receiver gives credit.</param>
/// <param name="asksMax">How many messages may await their reply.</param>
internal sealed class AskWindow(long windowBytes, int asksMax)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, PendingAsk> _pending = [];
    private readonly Queue<WaitingAsk> _waiting = [];
    private WireBuffer _filling = new();
    private WireBuffer _spare = new();
    private readonly long _windowBytes = windowBytes;
    private long _credit = windowBytes;
    private ulong _written;
    private ulong _sent;
    private bool _isClosed;

    /// <summary>Set when there is something to send.</summary>
    public AsyncSignal Filled { get; } = new();

    /// <summary>How many messages await their reply.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _pending.Count;
            }
        }
    }

    private bool HasRoom => _credit > 0 && _pending.Count < asksMax;

    /// <summary>Takes a message.</summary>
    /// <param name="ask">What is known of it.</param>
    /// <param name="bytes">The message; copied.</param>
    /// <param name="waiting">The message, when it has to wait for room.</param>
    /// <returns><see langword="false"/> when the window is closed: the message will not leave.</returns>
    public bool TryAdd(in PendingAsk ask, ReadOnlySpan<byte> bytes, out WaitingAsk? waiting)
    {
        waiting = null;
        lock (_gate)
        {
            if (_isClosed)
            {
                return false;
            }

            if (HasRoom && _waiting.Count == 0)
            {
                Write(ask, bytes);
            }
            else
            {
                _waiting.Enqueue(waiting = new WaitingAsk(ask, bytes.ToArray()));
            }

            return true;
        }
    }

    /// <summary>Writes a frame that is only a number.</summary>
    public void Write(FrameKind kind, ulong number)
    {
        lock (_gate)
        {
            FrameCodec.Write(_filling, kind, number);
        }

        Filled.Set();
    }

    /// <summary>Takes all that is written and not sent. One caller, who has sent what it got before.</summary>
    public ReadOnlyMemory<byte> TakeWritten()
    {
        lock (_gate)
        {
            _spare.Clear();
            (_filling, _spare) = (_spare, _filling);
            _sent = _written;
            return _spare.Written;
        }
    }

    /// <summary>Takes the message whose reply has come, and lets others follow.</summary>
    /// <returns>Whether it is still awaited.</returns>
    public bool TryComplete(ulong number, out PendingAsk ask)
    {
        lock (_gate)
        {
            var isAwaited = _pending.Remove(number, out ask);
            LetFollow();
            return isAwaited;
        }
    }

    /// <summary>Takes credit from the receiver, and lets waiting messages follow.</summary>
    public void AddCredit(long bytes)
    {
        lock (_gate)
        {
            _credit = Math.Min(_windowBytes, _credit + bytes);
            LetFollow();
        }
    }

    /// <summary>Takes out what is not awaited any more.</summary>
    /// <param name="now">The time, as a timestamp.</param>
    /// <param name="awaited">Gets messages whose time is over and that may have arrived.</param>
    /// <param name="waiting">Gets messages whose time is over and that have not left.</param>
    public void TakeExpired(long now, List<PendingAsk> awaited, List<PendingAsk> waiting)
    {
        lock (_gate)
        {
            foreach (var (number, ask) in _pending)
            {
                if (ask.Deadline <= now)
                {
                    awaited.Add(ask);
                    _pending.Remove(number);
                }
            }

            for (var count = _waiting.Count; count > 0; count--)
            {
                var ask = _waiting.Dequeue();
                if (ask.Ask.Deadline > now)
                {
                    _waiting.Enqueue(ask);
                }
                else if (ask.TryTake())
                {
                    waiting.Add(ask.Ask);
                }
            }

            LetFollow();
        }
    }

    /// <summary>Takes nothing more, and gives out messages that certainly were not looked at.</summary>
    /// <param name="lastTaken">The number of the last one that may have been; <see langword="null"/> when only those count that were not sent.</param>
    /// <param name="untaken">Gets them.</param>
    public void Close(ulong? lastTaken, List<PendingAsk> untaken)
    {
        lock (_gate)
        {
            _isClosed = true;
            var last = Math.Min(lastTaken ?? ulong.MaxValue, _sent);
            foreach (var (number, ask) in _pending)
            {
                if (number > last)
                {
                    untaken.Add(ask);
                    _pending.Remove(number);
                }
            }

            untaken.AddRange(_waiting.Where(w => w.TryTake()).Select(w => w.Ask));
            _waiting.Clear();
        }
    }

    /// <summary>Takes all that still awaits a reply; after <see cref="Close"/>.</summary>
    public IReadOnlyList<PendingAsk> TakeAll()
    {
        lock (_gate)
        {
            PendingAsk[] all = [.. _pending.Values];
            _pending.Clear();
            return all;
        }
    }

    private void LetFollow()
    {
        while (_waiting.Count > 0 && HasRoom)
        {
            var next = _waiting.Dequeue();
            if (next.TryTake())
            {
                Write(next.Ask, next.Bytes);
            }
        }
    }

    private void Write(in PendingAsk ask, ReadOnlySpan<byte> bytes)
    {
        var frame = FrameCodec.Begin(_filling, FrameKind.Ask, ++_written);
        bytes.CopyTo(_filling.GetSpan(bytes.Length));
        _filling.Advance(bytes.Length);
        _filling.EndBlock(frame);
        _credit -= bytes.Length;
        _pending.Add(_written, ask);
        Filled.Set();
    }
}
