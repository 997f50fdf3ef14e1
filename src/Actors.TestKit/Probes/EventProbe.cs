using Actors.Journal;
using Actors.Runtime;
using Actors.Schema;
using Actors.Sharding;
using Actors.TestKit.Time;
using Xunit.Sdk;

namespace Actors.TestKit.Probes;

/// <summary>
/// Watches the events of a running system from the moment it is made, in the order of each entity, and lets a test wait for one or make
/// sure that none comes. Waits are in real time. One caller at a time; dispose it before the system.
/// </summary>
public sealed class EventProbe : IDisposable
{
    private const int ReadMax = 500;
    private readonly ActorModel _model;
    private readonly IJournalTail _tail;
    private readonly ITailReader _reader;
    private readonly Dictionary<ShardId, SequenceNumber> _read;
    private readonly List<ProbedEvent> _unseen = [];

    /// <summary>Starts to watch: what is durable already is not seen.</summary>
    /// <param name="system">The running node.</param>
    public EventProbe(ActorSystem system)
    {
        _model = system.Model;
        _tail = system.Tail;
        _reader = _tail.Follow();
        _read = system.Store.Journal.ShardCount.All.ToDictionary(shard => shard, _tail.Head);
    }

    /// <summary>Waits for the first event of a type that no earlier call has returned. Earlier events of other types stay for later calls.</summary>
    /// <param name="where">Which one; <see langword="null"/> takes any.</param>
    /// <param name="within">How long to wait; <see cref="Eventually.Deadline"/> where left out.</param>
    /// <exception cref="XunitException">None came in time; the text lists what did.</exception>
    public async Task<ProbedEvent<TEvent>> Expect<TEvent>(Func<TEvent, bool>? where = null, TimeSpan? within = null)
        where TEvent : class
    {
        var limit = within ?? Eventually.Deadline;
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var stamp = _tail.Stamp;
            await ReadOn().ConfigureAwait(false);
            if (Take(where) is { } found)
            {
                return found;
            }

            var left = limit - TimeProvider.System.GetElapsedTime(started);
            if (left <= TimeSpan.Zero || !await HasMoved(stamp, left).ConfigureAwait(false))
            {
                throw new XunitException($"No {typeof(TEvent).Name} as expected within {limit}. Unseen events: {Show()}");
            }
        }
    }

    /// <summary>Makes sure that no event of a type comes for a while. Prefer to wait for what comes after it, which takes no time.</summary>
    /// <param name="during">How long.</param>
    /// <exception cref="XunitException">One came.</exception>
    public async Task ExpectNo<TEvent>(TimeSpan during)
        where TEvent : class
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var stamp = _tail.Stamp;
            await ReadOn().ConfigureAwait(false);
            if (Take<TEvent>(where: null) is { } found)
            {
                throw new XunitException($"{found.Entity} had an event that was not expected: {found.Event}");
            }

            var left = during - TimeProvider.System.GetElapsedTime(started);
            if (left <= TimeSpan.Zero || !await HasMoved(stamp, left).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private async Task<bool> HasMoved(long stamp, TimeSpan within)
    {
        using var over = new CancellationTokenSource(within, TimeProvider.System);
        try
        {
            await _tail.WaitBeyond(stamp, over.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task ReadOn()
    {
        foreach (var (shard, read) in _read.ToArray())
        {
            for (var after = read; after < _tail.Head(shard); after = _read[shard])
            {
                foreach (var record in await _reader.Read(shard, after, ReadMax, CancellationToken.None).ConfigureAwait(false))
                {
                    _read[shard] = record.Sequence;
                    if (_model.EventOf(record) is { } @event)
                    {
                        _unseen.Add(new ProbedEvent(record.Entity, @event, record));
                    }
                }
            }
        }
    }

    private ProbedEvent<TEvent>? Take<TEvent>(Func<TEvent, bool>? where)
        where TEvent : class
    {
        var index = _unseen.FindIndex(probed => probed.Event is TEvent @event && where?.Invoke(@event) != false);
        if (index < 0)
        {
            return null;
        }

        var found = _unseen[index];
        _unseen.RemoveAt(index);
        return new ProbedEvent<TEvent>(found.Entity, (TEvent)found.Event, found.Record);
    }

    private string Show() => _unseen.Count == 0 ? "none" : string.Join("; ", _unseen.TakeLast(20).Select(probed => $"{probed.Entity} {probed.Event}"));
}
