namespace Actors.Cluster.Tests.Network;

/// <summary>Keeps packets until they are due; what is due at the same moment keeps its order. Thread-safe.</summary>
internal sealed class DelayLine : IDisposable
{
    private const int PacketsMax = 100_000;
    private readonly PriorityQueue<(byte[] Packet, TunDevice Target), (long Due, long Number)> _waiting = new();
    private readonly Thread _thread;
    private long _number;
    private bool _isOver;

    /// <summary>Starts it.</summary>
    public DelayLine()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "delayed packets" };
        _thread.Start();
    }

    /// <summary>Keeps a packet; one too many is lost.</summary>
    public void Add(byte[] packet, TunDevice target, TimeSpan delay)
    {
        lock (_waiting)
        {
            if (_waiting.Count < PacketsMax)
            {
                _waiting.Enqueue((packet, target), (Environment.TickCount64 + (long)delay.TotalMilliseconds, _number++));
                Monitor.Pulse(_waiting);
            }
        }
    }

    /// <summary>Ends it; what still waits is lost.</summary>
    public void Dispose()
    {
        lock (_waiting)
        {
            _isOver = true;
            Monitor.Pulse(_waiting);
        }

        _thread.Join();
    }

    private void Run()
    {
        while (Next() is { } due)
        {
            due.Target.Write(due.Packet, due.Packet.Length);
        }
    }

    private (byte[] Packet, TunDevice Target)? Next()
    {
        lock (_waiting)
        {
            while (!_isOver)
            {
                var rest = Timeout.Infinite;
                if (_waiting.TryPeek(out _, out var next))
                {
                    rest = (int)Math.Max(0, next.Due - Environment.TickCount64);
                    if (rest == 0)
                    {
                        return _waiting.Dequeue();
                    }
                }

                Monitor.Wait(_waiting, rest);
            }

            return null;
        }
    }
}
