using Actors.Journal;
using Actors.Sharding;

namespace Actors.Runtime.Lanes;

/// <summary>What a lane's sender knows of one shard. Guarded by its sender's lock.</summary>
internal sealed class LaneLink(ShardId shard)
{
    public ShardId Shard { get; } = shard;

    /// <summary>The ownership that commands are addressed to.</summary>
    public Epoch Epoch { get; set; }

    /// <summary>The commands that are not done, in lane order.</summary>
    public Queue<LaneCommand> Commands { get; } = new();

    /// <summary>How many of them are on their way.</summary>
    public int Unanswered { get; set; }

    /// <summary>Whether the shard refused some, so that all that is not done must be sent again in order.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Whether the sending again is under way.</summary>
    public bool IsRepairing { get; set; }

    /// <summary>Whether the shard has refused a command since the last readdressing.</summary>
    public bool WasRefused { get; set; }
}
