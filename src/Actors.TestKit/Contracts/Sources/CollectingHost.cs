using System.Collections.Concurrent;
using Actors.Streams;

namespace Actors.TestKit.Contracts.Sources;

/// <summary>Reads each partition whole, and again from some places, without a node.</summary>
internal sealed class CollectingHost(int recordsPerPartition, bool isReplayable) : ISourceHost
{
    private readonly ConcurrentBag<(Lane, IReadOnlyList<SourceRecord>, IReadOnlyList<(LanePosition After, IReadOnlyList<SourceRecord> Records)>)> _readings = [];

    public int Complete => _readings.Count;

    public IEnumerable<(Lane Lane, IReadOnlyList<SourceRecord> All, IReadOnlyList<(LanePosition After, IReadOnlyList<SourceRecord> Records)> Parts)> Readings =>
        _readings;

    public async Task Read(ISourcePartition partition, CancellationToken cancellationToken)
    {
        var all = await Take(partition, LanePosition.None, recordsPerPartition, cancellationToken);
        var parts = new List<(LanePosition, IReadOnlyList<SourceRecord>)>();
        foreach (var index in new[] { 0, recordsPerPartition / 2, recordsPerPartition - 2 }.Where(i => isReplayable && i < all.Count))
        {
            var after = all[index].Position;
            parts.Add((after, await Take(partition, after, recordsPerPartition - index - 1, cancellationToken)));
        }

        _readings.Add((partition.Lane, all, parts));
    }

    public void Report(string? fault)
    {
    }

    private static async Task<IReadOnlyList<SourceRecord>> Take(ISource source, LanePosition after, int count, CancellationToken cancellationToken)
    {
        var taken = new List<SourceRecord>();
        await foreach (var record in source.Read(after, cancellationToken))
        {
            taken.Add(record);
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }
}
