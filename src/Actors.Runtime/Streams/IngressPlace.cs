using Actors.Journal;
using Actors.Runtime.Lanes;
using Actors.Sharding;
using Actors.Streams;

namespace Actors.Runtime.Streams;

/// <summary>Remembers how far everything of a source is durable. A queue has no places: there it only finds out whether the store answers.</summary>
internal sealed class IngressPlace(ISource source, IngressParts parts)
{
    private static readonly TimeSpan SaveEvery = TimeSpan.FromMilliseconds(500);
    private static readonly ShardId SourceShard = new(0);
    private static readonly TimeSpan ProbeAfter = TimeSpan.FromSeconds(2);
    private readonly ReaderName _name = NameOf(source.Lane);
    private readonly bool _isQueue = source is IQueuePartition;

    /// <summary>The name under which an ingress saves its place on a lane.</summary>
    public static ReaderName NameOf(Lane lane) => new($"ingress {lane}");

    /// <summary>The saved place on a lane.</summary>
    public static async Task<LanePosition> On(IOffsetStore offsets, Lane lane, CancellationToken cancellationToken) =>
        new((await offsets.Load(NameOf(lane), cancellationToken).ConfigureAwait(false)).GetValueOrDefault(SourceShard));

    /// <summary>Saves that reading goes on after a place, whatever is before it.</summary>
    public static Task SkipTo(IOffsetStore offsets, Lane lane, LanePosition place, CancellationToken cancellationToken) =>
        offsets.Save(NameOf(lane), new Dictionary<ShardId, long> { [SourceShard] = place.Value }, cancellationToken);

    /// <summary>Loads it, however long the store is away meanwhile.</summary>
    public async Task<LanePosition> Load(CancellationToken cancellationToken)
    {
        var saved = await parts.Circuit.Run(token => parts.Store.Offsets.Load(_name, token), cancellationToken).ConfigureAwait(false);
        return new LanePosition(saved.GetValueOrDefault(SourceShard));
    }

    /// <summary>
    /// Saves the place while records are read, and also while none come. When what is in hand does not get done, saving the same
    /// place again finds out whether the store is to blame: the circuit then holds the reading back.
    /// </summary>
    /// <param name="sender">Knows the place.</param>
    /// <param name="startedAfter">The place that is saved already.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task SaveRegularly(LaneSender sender, LanePosition startedAfter, CancellationToken cancellationToken)
    {
        var saved = startedAfter;
        var savedAt = parts.Time.GetTimestamp();
        while (true)
        {
            await Task.Delay(SaveEvery, parts.Time, cancellationToken).ConfigureAwait(false);
            var floor = sender.Floor;
            var seemsStuck = floor == saved && sender.EntryCount > 0 && parts.Time.GetElapsedTime(savedAt) > ProbeAfter;
            if (floor > saved || seemsStuck)
            {
                await Save(floor, cancellationToken).ConfigureAwait(false);
                saved = floor;
                savedAt = parts.Time.GetTimestamp();
            }
        }
    }

    /// <summary>Saves it and tells the source, however long the store is away meanwhile.</summary>
    public async Task Save(LanePosition floor, CancellationToken cancellationToken)
    {
        if (_isQueue)
        {
            await Load(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var place = new Dictionary<ShardId, long> { [SourceShard] = floor.Value };
            await parts.Circuit.Run(token => Save(place, token), cancellationToken).ConfigureAwait(false);
        }

        (source as ISourcePartition)?.Settled(floor);
    }

    private async Task<bool> Save(Dictionary<ShardId, long> place, CancellationToken cancellationToken)
    {
        await parts.Store.Offsets.Save(_name, place, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
