using Actors.TestKit.Simulation.Nodes;

namespace Actors.TestKit.Simulation.Lanes;

/// <summary>One command on its way along a lane.</summary>
internal sealed class LaneCommand(LaneEntry entry, Envelope envelope)
{
    public LaneEntry Entry { get; } = entry;

    public Envelope Envelope { get; } = envelope;

    /// <summary>The sending that has no reply yet.</summary>
    public Attempt? Sent { get; set; }

    public bool IsDone { get; set; }
}
