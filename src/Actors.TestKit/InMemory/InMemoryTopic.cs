using System.Text;
using Actors.Streams;

namespace Actors.TestKit.InMemory;

/// <summary>
/// A partitioned input in memory, whose readers share the partitions and rebalance when one comes or goes: what Kafka is to a node,
/// for tests that need no broker. Keeps all records. Thread-safe.
/// </summary>
/// <param name="name">Names its lanes.</param>
/// <param name="partitionCount">How many partitions it has.</param>
public sealed class InMemoryTopic(string name, int partitionCount)
{
    private readonly List<SourceRecord>[] _partitions = [.. Enumerable.Range(0, partitionCount).Select(_ => new List<SourceRecord>())];
    private readonly List<InMemoryTopicReader> _readers = [];
    private Task _sharing = Task.CompletedTask;
    private TaskCompletionSource _more = NewSignal();

    /// <summary>Names its lanes.</summary>
    public string Name => name;

    /// <summary>How many partitions it has.</summary>
    public int PartitionCount => partitionCount;

    /// <summary>Appends a record.</summary>
    /// <param name="partition">From 0.</param>
    /// <param name="payload">Its bytes.</param>
    /// <param name="key">Its key.</param>
    /// <param name="headers">Its headers.</param>
    public void Append(int partition, ReadOnlyMemory<byte> payload, string? key = null, IReadOnlyList<SourceHeader>? headers = null)
    {
        lock (_partitions)
        {
            var records = _partitions[partition];
            records.Add(new SourceRecord(new LanePosition(records.Count + 1), payload, $"{name}/{partition}@{records.Count}")
            {
                Key = key is null ? default : Encoding.UTF8.GetBytes(key),
                Headers = headers ?? [],
            });
            _more.TrySetResult();
            _more = NewSignal();
        }
    }

    /// <summary>Makes a reader, which takes its share while it runs.</summary>
    public IPartitionedSource Join() => new InMemoryTopicReader(this);

    /// <summary>The next record behind a place, or a task that completes when there is more.</summary>
    internal (SourceRecord? Record, Task More) Next(int partition, LanePosition after)
    {
        lock (_partitions)
        {
            var records = _partitions[partition];
            return after.Value < records.Count ? (records[(int)after.Value], Task.CompletedTask) : (null, _more.Task);
        }
    }

    internal Task Add(InMemoryTopicReader reader) => Share(() => _readers.Add(reader));

    internal Task Remove(InMemoryTopicReader reader) => Share(() => _readers.Remove(reader));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Changes the readers and shares the partitions among them in turn; each is given back before another gets it.</summary>
    private Task Share(Action change)
    {
        lock (_readers)
        {
            return _sharing = ShareAfter(_sharing, change);
        }
    }

    private async Task ShareAfter(Task before, Action change)
    {
        await before.ConfigureAwait(false);
        InMemoryTopicReader[] old = [.. _readers];
        change();
        var shares = _readers.ToDictionary(
            r => r, r => Enumerable.Range(0, partitionCount).Where(p => p % _readers.Count == _readers.IndexOf(r)).ToHashSet());
        await Task.WhenAll(old.Select(r => r.GiveBackAllBut(shares.GetValueOrDefault(r) ?? []))).ConfigureAwait(false);
        foreach (var (reader, share) in shares)
        {
            reader.Get(share);
        }
    }
}
