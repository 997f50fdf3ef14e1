namespace Actors.Benchmarks.Load;

/// <summary>Asks an account for its durable state.</summary>
internal sealed class ReadOperation(IShardRegion region, EntityKey[] keys, IKeySampler sampler) : IOperation
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public Task Perform(Draw draw) => region.View(keys[sampler.Next(draw)], Timeout, CancellationToken.None);
}
