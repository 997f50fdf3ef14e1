namespace Actors.TestKit.Simulation.Nodes;

/// <summary>
/// A connection from one sender to one node: what is sent on it arrives in order, late, or, when it breaks, from some place on not
/// at all. Different channels have no order between them.
/// </summary>
internal sealed class Channel(SimulatedNode node)
{
    public SimulatedNode Node { get; } = node;

    public Queue<Attempt> Packets { get; } = new();

    public bool IsBroken { get; set; }
}
