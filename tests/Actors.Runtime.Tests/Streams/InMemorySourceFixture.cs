using System.Text;
using Actors.Streams;
using Actors.TestKit.Contracts.Sources;
using Actors.TestKit.InMemory;

namespace Actors.Runtime.Tests.Streams;

/// <summary>An input in memory.</summary>
public sealed class InMemorySourceFixture : ISourceFixture
{
    private readonly InMemoryTopic _topic = new("lines", 3);

    public int PartitionCount => _topic.PartitionCount;

    /// <summary>A partition in memory is read when its records are taken, and not before.</summary>
    public int WaitingPerPartitionMax => 0;

    public Task Create(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task Write(int partition, IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        foreach (var line in lines)
        {
            _topic.Append(partition, Encoding.UTF8.GetBytes(line));
        }

        return Task.CompletedTask;
    }

    public IPartitionedSource Join() => _topic.Join();

    public int Waiting(IPartitionedSource reader) => 0;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
