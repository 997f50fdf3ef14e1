using Actors.Streams;

namespace Actors.TestKit.InMemory;

/// <summary>One of the readers that share an <see cref="InMemoryTopic"/>.</summary>
internal sealed class InMemoryTopicReader(InMemoryTopic topic) : IPartitionedSource
{
    private readonly Dictionary<int, (InMemoryPartition Partition, Task Reading)> _partitions = [];
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(5);
    private ISourceHost? _host;
    private CancellationToken _givingUp;

    public string Name => topic.Name;

    public async Task Run(ISourceHost host, CancellationToken cancellationToken)
    {
        using var givingUp = new CancellationTokenSource();
        (_host, _givingUp) = (host, givingUp.Token);
        await topic.Add(this).ConfigureAwait(false);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        givingUp.CancelAfter(GiveUpAfter);
        await topic.Remove(this).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Gives back what is not in its share. Called by the topic, one call at a time.</summary>
    public async Task GiveBackAllBut(HashSet<int> share)
    {
        foreach (var (number, (partition, reading)) in _partitions.Where(p => !share.Contains(p.Key)).ToArray())
        {
            await partition.End().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
            partition.Dispose();
            _partitions.Remove(number);
        }
    }

    /// <summary>Takes its share. Called by the topic, one call at a time.</summary>
    public void Get(HashSet<int> share)
    {
        foreach (var number in share.Where(p => !_partitions.ContainsKey(p)))
        {
            var partition = new InMemoryPartition(topic, number);
            _partitions.Add(number, (partition, Task.Run(() => _host!.Read(partition, _givingUp))));
        }
    }
}
