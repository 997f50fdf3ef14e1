using Actors.Membership;
using Actors.TestKit.Simulation.Worlds;

namespace Actors.TestKit.Simulation.Nodes;

/// <summary>Which nodes reach which; a link may be cut one way.</summary>
internal sealed class SimulatedLinks(SimulatedWorld world)
{
    private readonly Dictionary<(SimulatedNode From, SimulatedNode To), int> _cutUntil = [];

    /// <summary>Cuts the way from one node to another until a step.</summary>
    public void Cut(SimulatedNode from, SimulatedNode to, int until) => _cutUntil[(from, to)] = until;

    /// <summary>Ends all cuts now. When each ended is remembered: what followed from it may come to light a little later.</summary>
    public void Heal()
    {
        foreach (var (link, until) in _cutUntil)
        {
            _cutUntil[link] = Math.Min(until, world.Trace.Step);
        }
    }

    /// <summary>Whether some node cannot reach this one, or could not a moment ago.</summary>
    public bool IsCut(SimulatedNode node, int since) => _cutUntil.Any(cut => (cut.Key.From == node || cut.Key.To == node) && cut.Value > since);

    /// <summary>The living nodes that a node calls in vain.</summary>
    public IReadOnlyList<NodeId> UnreachableFrom(SimulatedNode node) => _cutUntil.Count == 0
        ? []
        : [.. world.Nodes.Where(other => _cutUntil.GetValueOrDefault((node, other)) > world.Trace.Step).Select(other => other.Member.Self).OfType<NodeId>()];
}
