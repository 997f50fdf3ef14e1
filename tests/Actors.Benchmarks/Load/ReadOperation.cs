namespace Actors.Benchmarks.Load;

/// <summary>Asks an account for its durable state.</summary>
internal sealed class ReadOperation(IShardRegion region, DrawnKeys keys) : IOperation
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public Task Perform(Draw draw) => region.View(keys.Next(), Timeout, CancellationToken.None);
}
