using Actors.Journal;
using Actors.Sharding;
using Actors.Streams.Publishing;
using Actors.Streams.Publishing.Transactions;

namespace Actors.Streams.Tests.Kafka;

/// <summary>Writes down the calls of a sink, and can let one of them fail, before or after it took effect.</summary>
/// <param name="sink">Where the calls go.</param>
/// <param name="keepsWhatIsAborted">
/// The broker has no transactions, and a reader finds the offsets of those that were aborted. They are taken back out here, as a broker with
/// transactions would do: otherwise events whose transaction failed would count as published.
/// </param>
internal sealed class RecordingSink(ITransactionalSink sink, bool keepsWhatIsAborted) : ITransactionalSink
{
    private readonly List<string> _calls = [];
    private readonly Dictionary<ShardId, long> _open = [];
    private readonly Dictionary<ShardId, long> _committed = [];
    private readonly HashSet<(ShardId Shard, long Offset)> _aborted = [];
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
        return keepsWhatIsAborted
            ? offsets.ToDictionary(o => o.Key, o => _aborted.Contains((o.Key, o.Value)) ? _committed.GetValueOrDefault(o.Key) : o.Value)
            : offsets;
    }

    public Task Begin(CancellationToken cancellationToken)
    {
        _open.Clear(); // What happened to an earlier transaction that was neither committed nor aborted is not known: it is left as it is read.
        return Do(nameof(Begin), () => sink.Begin(cancellationToken));
    }

    public Task Send(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken) =>
        Do(nameof(Send), () => sink.Send(records, cancellationToken));

    public Task SendOffsets(ReaderName egress, IReadOnlyDictionary<ShardId, long> offsets, CancellationToken cancellationToken)
    {
        foreach (var (shard, offset) in offsets)
        {
            _open[shard] = offset;
        }

        return Do(nameof(SendOffsets), () => sink.SendOffsets(egress, offsets, cancellationToken));
    }

    public async Task Commit(CancellationToken cancellationToken)
    {
        await Do(nameof(Commit), () => sink.Commit(cancellationToken));
        foreach (var (shard, offset) in _open)
        {
            _committed[shard] = offset;
            _aborted.Remove((shard, offset));
        }

        _open.Clear();
    }

    public Task Abort(CancellationToken cancellationToken)
    {
        _aborted.UnionWith(_open.Select(o => (o.Key, o.Value)));
        _open.Clear();
        return Do(nameof(Abort), () => sink.Abort(cancellationToken));
    }

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
