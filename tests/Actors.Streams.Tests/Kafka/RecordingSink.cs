using Actors.Journal;
using Actors.Sharding;
using Actors.Streams.Publishing;
using Actors.Streams.Publishing.Transactions;

namespace Actors.Streams.Tests.Kafka;

/// <summary>Writes down the calls of a sink, and can let one of them fail, before or after it took effect.</summary>
/// <param name="sink">Where the calls go.</param>
internal sealed class RecordingSink(ITransactionalSink sink) : ITransactionalSink
{
    private readonly List<string> _calls = [];
    private int _until = int.MaxValue;
    private bool _takesEffect;

    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Lets a call fail as if the process had died there.</summary>
    /// <param name="call">Which one from now on, beginning with 0.</param>
    /// <param name="takesEffect">Whether it reaches the broker.</param>
    public void FailAt(int call, bool takesEffect) => (_until, _takesEffect) = (call, takesEffect);

    public Task Fence(CancellationToken cancellationToken) => Do(nameof(Fence), () => sink.Fence(cancellationToken));

    public async Task<IReadOnlyDictionary<ShardId, long>> ReadOffsets(ReaderName egress, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<ShardId, long> offsets = new Dictionary<ShardId, long>();
        await Do(nameof(ReadOffsets), async () => offsets = await sink.ReadOffsets(egress, cancellationToken));
        return offsets;
    }

    public Task Begin(CancellationToken cancellationToken) => Do(nameof(Begin), () => sink.Begin(cancellationToken));

    public Task Send(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken) =>
        Do(nameof(Send), () => sink.Send(records, cancellationToken));

    public Task SendOffsets(ReaderName egress, IReadOnlyDictionary<ShardId, long> offsets, CancellationToken cancellationToken) =>
        Do(nameof(SendOffsets), () => sink.SendOffsets(egress, offsets, cancellationToken));

    public Task Commit(CancellationToken cancellationToken) => Do(nameof(Commit), () => sink.Commit(cancellationToken));

    public Task Abort(CancellationToken cancellationToken) => Do(nameof(Abort), () => sink.Abort(cancellationToken));

    private async Task Do(string name, Func<Task> call)
    {
        lock (_calls)
        {
            _calls.Add(name);
        }

        var fails = _until-- == 0;
        if (!fails || _takesEffect)
        {
            await call();
        }

        if (fails)
        {
            throw new SinkUnavailableException($"The test broke {name}.");
        }
    }
}
