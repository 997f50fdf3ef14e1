using Actors.Journal;
using Actors.Sharding;

namespace Actors.Runtime.Lanes;

/// <summary>What a lane's sender knows of one shard. Guarded by its sender's lock.</summary>
internal sealed class LaneLink(ShardId shard)
{
    public ShardId Shard { get; } = shard;

    /// <summary>The ownership that commands are addressed to.</summary>
    public Epoch Epoch { get; private set; }

    /// <summary>The run of commands that is being sent.</summary>
    public long Run { get; private set; }

    /// <summary>How many commands of the run have been sent.</summary>
    public int Turns { get; set; }

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

    /// <summary>Addresses what is sent from now on, as a new run.</summary>
    /// <param name="epoch">The ownership.</param>
    /// <param name="run">A number that no other run of the lane has.</param>
    public void Readdress(Epoch epoch, long run)
    {
        Epoch = epoch;
        Run = run;
        Turns = 0;
        WasRefused = false;
    }
}
