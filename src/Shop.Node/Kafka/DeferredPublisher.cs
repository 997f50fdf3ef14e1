using Actors.Journal;
using Actors.Projections;
using Actors.Sharding;
using Actors.Streams.Publishing;

namespace Shop.Node.Kafka;

/// <summary>A publisher that is made at its first start, when the store can be asked and the topics can be created.</summary>
/// <param name="name">Its name.</param>
/// <param name="egress">What it publishes.</param>
/// <param name="slice">Of which shards one node publishes; <see langword="null"/> where each node publishes those that it owns.</param>
/// <param name="make">Makes it.</param>
internal sealed class DeferredPublisher(ReaderName name, ReaderName egress, ShardSlice? slice, Func<CancellationToken, Task<IEgressPublisher>> make) : IEgressPublisher
{
    private IEgressPublisher? _publisher;

    public ReaderName Name => name;

    public ReaderName Egress => egress;

    public bool NeedsOneRunner => slice is not null;

    public ShardSlice Slice => slice ?? ShardSlice.Whole;

    public async Task<IReadOnlyDictionary<ShardId, long>> Start(CancellationToken cancellationToken)
    {
        _publisher ??= await make(cancellationToken);
        return await _publisher.Start(cancellationToken);
    }

    public Task Apply(IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken) =>
        _publisher?.Apply(records, cancellationToken) ?? throw new InvalidOperationException("The publisher was not started.");

    public Task<bool> Republish(JournalRecord record, CancellationToken cancellationToken) =>
        _publisher?.Republish(record, cancellationToken) ?? throw new SinkUnavailableException($"{name} has not been started at this node.");
}
