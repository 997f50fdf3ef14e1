using Actors.Journal;
using Actors.Sharding;
using Actors.Streams;

namespace Actors.Runtime.Streams.Partitions;

/// <summary>
/// Knows the lane of each partition. It is the partition's own until somebody accepts that the partition was created anew: its
/// positions then mean other records, so it continues on a lane with a number behind its name. The number is kept with the offsets.
/// </summary>
internal sealed class PartitionLanes(IOffsetStore offsets)
{
    private static readonly ShardId Place = new(0);

    /// <summary>The partition with its present lane.</summary>
    public async Task<ISourcePartition> Present(ISourcePartition partition, CancellationToken cancellationToken)
    {
        var resets = await Resets(partition.Lane, cancellationToken).ConfigureAwait(false);
        return resets == 0 ? partition : new RelanedPartition(partition, Lane(partition.Lane, resets));
    }

    /// <summary>Accepts that a partition no longer holds what it held.</summary>
    public async Task Accept(ISourcePartition partition, SourceResetException reset, CancellationToken cancellationToken)
    {
        if (reset.ResumeAfter is { } place)
        {
            var present = await Present(partition, cancellationToken).ConfigureAwait(false);
            await IngressPlace.SkipTo(offsets, present.Lane, place, cancellationToken).ConfigureAwait(false);
            return;
        }

        var resets = await Resets(partition.Lane, cancellationToken).ConfigureAwait(false) + 1;
        await offsets.Save(NameOf(partition.Lane), new Dictionary<ShardId, long> { [Place] = resets }, cancellationToken).ConfigureAwait(false);
    }

    private static Lane Lane(Lane lane, long resets) => new($"{lane}~{resets + 1}");

    private static ReaderName NameOf(Lane lane) => new($"resets {lane}");

    private async Task<long> Resets(Lane lane, CancellationToken cancellationToken) =>
        (await offsets.Load(NameOf(lane), cancellationToken).ConfigureAwait(false)).GetValueOrDefault(Place);
}
