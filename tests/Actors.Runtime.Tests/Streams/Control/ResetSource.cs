using System.Runtime.CompilerServices;
using Actors.Streams;

namespace Actors.Runtime.Tests.Streams.Control;

/// <summary>A shared source whose only partition seems to be created anew until that is accepted; then it has one record.</summary>
internal sealed class ResetSource : IPartitionedSource, ISourcePartition
{
    private bool _isAccepted;

    public string Name => "reset";

    public Lane Lane { get; } = new("reset/0");

    public long? Count => null;

    public CancellationToken Ending => CancellationToken.None;

    public async Task Run(ISourceHost host, CancellationToken cancellationToken) => await host.Read(this, cancellationToken);

    public async IAsyncEnumerable<SourceRecord> Read(LanePosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!_isAccepted)
        {
            _isAccepted = true;
            throw new SourceResetException("The test created it anew.", null);
        }

        yield return new SourceRecord(new LanePosition(1), "a 7"u8.ToArray(), "reset/0@0");
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
    }

    public void Settled(LanePosition floor)
    {
    }
}
