using Actors.Journal;
using Actors.Runtime.Lanes;
using Actors.Sharding;

namespace Actors.Runtime.Readers;

/// <summary>How far a reader has come in one shard.</summary>
internal sealed class ShardFollower(ShardId shard, SequenceNumber start, LaneSender sender)
{
    public ShardId Shard { get; } = shard;

    public LaneSender Sender { get; } = sender;

    /// <summary>The last record handed to the reader.</summary>
    public SequenceNumber Read { get; set; } = start;

    /// <summary>The last offset that was saved.</summary>
    public long Saved { get; set; } = start.Value;

    /// <summary>The last record that is done with all before it: its lane's floor.</summary>
    public long Done
    {
        get
        {
            // A floor is always the end of a record: (sequence + 1) * max - 1.
            return ((Sender.Floor.Value + 1) / LanePosition.CommandsPerRecordMax) - 1;
        }
    }
}
