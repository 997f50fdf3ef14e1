namespace Actors.Benchmarks.Load;

/// <summary>Nine in ten draws go to the first entities, the rest to the others.</summary>
internal sealed class HotspotSampler(int hot, int count) : IKeySampler
{
    public int Next(Draw draw) => draw.Next(10) < 9 ? draw.Next(hot) : hot + draw.Next(count - hot);
}
