using System.Collections.Concurrent;
using Confluent.Kafka;

namespace Actors.Streams.Kafka.Sources;

/// <summary>
/// The partitions that are assigned to this process. Changed by the poll loop only; may be looked at from anywhere.
/// </summary>
internal sealed class PartitionTable(KafkaSourceOptions options, PartitionStart start, ISourceHost host)
{
    private readonly ConcurrentDictionary<TopicPartition, KafkaPartition> _assigned = new();
    private readonly List<KafkaPartition> _fresh = [];
    private readonly List<KafkaPartition> _leaving = [];

    /// <summary>All of them.</summary>
    public IEnumerable<KafkaPartition> All => _assigned.Values;

    /// <summary>Finds one; <see langword="null"/> when it is not assigned.</summary>
    public KafkaPartition? Find(TopicPartition partition) => _assigned.GetValueOrDefault(partition);

    /// <summary>Takes note of new ones.</summary>
    /// <param name="partitions">Which.</param>
    /// <param name="areAttached">Whether the client has them.</param>
    public void Assign(IEnumerable<TopicPartition> partitions, bool areAttached)
    {
        foreach (var partition in partitions)
        {
            var assigned = new KafkaPartition(partition, KafkaRecords.LaneOf(options.Name, partition), start, options) { IsAttached = areAttached };
            _assigned[partition] = assigned;
            _fresh.Add(assigned);
        }
    }

    /// <summary>Those that are new since the last call; their readers are not started yet.</summary>
    public IReadOnlyList<KafkaPartition> TakeFresh()
    {
        if (_fresh.Count == 0)
        {
            return [];
        }

        KafkaPartition[] fresh = [.. _fresh.Where(p => !p.Ending.IsCancellationRequested)];
        _fresh.Clear();
        return fresh;
    }

    /// <summary>Starts the reader of a partition.</summary>
    public void StartReading(KafkaPartition partition) =>
        partition.Reading = Task.Run(() => host.Read(partition, partition.GivingUp), CancellationToken.None);

    /// <summary>
    /// Ends the reading of partitions and waits until what is in hand is durable, or the time for that is over; gives them back.
    /// </summary>
    public IReadOnlyList<KafkaPartition> Revoke(IEnumerable<TopicPartition> partitions)
    {
        var revoked = Remove(partitions);
        foreach (var partition in revoked)
        {
            partition.End();
        }

        if (!Task.WaitAll([.. revoked.Select(p => p.Reading)], options.RevokeTimeout))
        {
            GiveUp(revoked);
        }

        return revoked;
    }

    /// <summary>Ends the reading of partitions without waiting for it; what is in hand has the same time to become durable.</summary>
    public void LetGo(IEnumerable<TopicPartition> partitions)
    {
        foreach (var partition in Remove(partitions))
        {
            partition.End();
            partition.GiveUpAfter(options.RevokeTimeout);
        }
    }

    /// <summary>Whether the reader of a partition that was let go has something in hand yet.</summary>
    public bool IsLeaving(TopicPartition partition) => _leaving.Exists(p => p.TopicPartition == partition && !p.Reading.IsCompleted);

    /// <summary>Ends the reading of partitions that others may have already: waits for nothing.</summary>
    public void Lose(IEnumerable<TopicPartition> partitions) => GiveUp(Remove(partitions));

    /// <summary>Completes when all readers have ended that were told to.</summary>
    public async Task WaitForLeaving()
    {
        await Task.WhenAll(_leaving.Select(p => p.Reading)).ConfigureAwait(false);
        _leaving.ForEach(p => p.Dispose());
        _leaving.Clear();
    }

    private static void GiveUp(IEnumerable<KafkaPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            partition.GiveUp();
        }
    }

    private KafkaPartition[] Remove(IEnumerable<TopicPartition> partitions)
    {
        var removed = new List<KafkaPartition>();
        foreach (var partition in partitions)
        {
            if (_assigned.TryRemove(partition, out var found))
            {
                removed.Add(found);
            }
        }

        _leaving.RemoveAll(p => p.Reading.IsCompleted);
        _leaving.AddRange(removed);
        return [.. removed];
    }
}
