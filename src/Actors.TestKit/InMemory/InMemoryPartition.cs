using System.Runtime.CompilerServices;
using Actors.Streams;

namespace Actors.TestKit.InMemory;

/// <summary>A partition of an <see cref="InMemoryTopic"/> while a reader has it.</summary>
internal sealed class InMemoryPartition(InMemoryTopic topic, int number) : ISourcePartition, IDisposable
{
    private readonly CancellationTokenSource _ending = new();

    public Lane Lane { get; } = new($"memory:{topic.Name}/{number}");

    public long? Count => null;

    public CancellationToken Ending => _ending.Token;

    public void Dispose() => _ending.Dispose();

    public Task End() => _ending.CancelAsync();

    public async IAsyncEnumerable<SourceRecord> Read(LanePosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ending.Token);
        while (!either.IsCancellationRequested)
        {
            var (record, more) = topic.Next(number, after);
            if (record is null)
            {
                await more.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            after = record.Position;
            yield return record;
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Settled(LanePosition floor)
    {
        // There is no broker to tell.
    }
}
