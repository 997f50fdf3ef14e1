namespace Actors.Benchmarks.Load;

/// <summary>Performs one of several operations, each as often as the others: callers of a cluster come to any node.</summary>
internal sealed class SpreadOperation(IReadOnlyList<IOperation> operations) : IOperation
{
    public Task Perform(Draw draw) => operations[draw.Next(operations.Count)].Perform(draw);
}
