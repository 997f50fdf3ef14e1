using Actors.Journal;
using Actors.Projections;
using Actors.Sharding;

namespace Shop.Node.Kafka;

/// <summary>A publisher that is made at its first start, when the store can be asked and the topics can be created.</summary>
/// <param name="name">Its name.</param>
/// <param name="slice">Of which shards one node publishes; <see langword="null"/> where each node publishes those that it owns.</param>
/// <param name="make">Makes it.</param>
internal sealed class DeferredPublisher(ReaderName name, ShardSlice? slice, Func<CancellationToken, Task<IProjectionStore>> make) : IProjectionStore
{
    private IProjectionStore? _publisher;

    public ReaderName Name => name;

    public bool NeedsOneRunner => slice is not null;

    public ShardSlice Slice => slice ?? ShardSlice.Whole;

    public async Task<IReadOnlyDictionary<ShardId, long>> Start(CancellationToken cancellationToken)
    {
        _publisher ??= await make(cancellationToken);
        return await _publisher.Start(cancellationToken);
    }

    public Task Apply(IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken) =>
        _publisher?.Apply(records, cancellationToken) ?? throw new InvalidOperationException("The publisher was not started.");
}
