using System.Collections.Concurrent;

namespace Actors.Runtime.Sharding;

/// <summary>
/// Ends the waiting for replies that do not come in time. Callers use few different time-outs, so there is a list for each; where
/// they use many, the further ones are rounded up to whole seconds. Thread-safe.
/// </summary>
internal sealed class ReplyDeadlines(TimeProvider time) : IDisposable
{
    private const int ExactTimeoutsMax = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private readonly ConcurrentDictionary<TimeSpan, DeadlineList> _lists = new();

    /// <summary>Watches a reply from now on. Called before the reply can come.</summary>
    public void Add(AwaitedReply reply, TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero)
        {
            reply.TimeOut();
            return;
        }

        if (!_lists.TryGetValue(timeout, out var list))
        {
            list = ListOf(timeout);
        }

        list.Add(reply);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var list in _lists.Values)
        {
            list.Dispose();
        }
    }

    private DeadlineList ListOf(TimeSpan timeout)
    {
        var isExact = _lists.Count < ExactTimeoutsMax;
        var length = isExact ? timeout : TimeSpan.FromSeconds(Math.Ceiling(timeout.TotalSeconds));
        return _lists.GetOrAdd(length < Longest ? length : Longest, static (length, time) => new DeadlineList(length, time), time);
    }
}
