using Actors.Journal;
using Actors.TestKit.Simulation.Nodes;

namespace Actors.TestKit.Simulation.Lanes;

/// <summary>What a lane's sender knows of one shard.</summary>
internal sealed class LaneLink
{
    public Channel? Channel { get; set; }

    public Epoch Epoch { get; set; }

    /// <summary>The run of commands that is being sent.</summary>
    public long Run { get; set; }

    /// <summary>How many commands of the run have been sent.</summary>
    public int Turns { get; set; }

    /// <summary>The commands that are not done, in lane order.</summary>
    public Queue<LaneCommand> Commands { get; } = new();

    public int Unanswered { get; set; }

    /// <summary>Whether all that is not done must be sent again in order.</summary>
    public bool IsBroken { get; set; } = true;

    /// <summary>Whether the sending again is under way.</summary>
    public bool IsRepairing { get; set; }
}
