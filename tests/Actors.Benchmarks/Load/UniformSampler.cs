namespace Actors.Benchmarks.Load;

/// <summary>Every entity is as likely as any other.</summary>
internal sealed class UniformSampler(int count) : IKeySampler
{
    public int Next(Draw draw) => draw.Next(count);
}
