using Actors.Journal;
using Actors.Projections;
using Actors.Sharding;

namespace Actors.Hosting.Tests.Telemetry;

/// <summary>A read model that does not go on.</summary>
/// <param name="name">Its name.</param>
/// <param name="apply">What happens instead.</param>
internal sealed class BrokenProjection(string name, Func<CancellationToken, Task> apply) : IProjectionStore
{
    public ReaderName Name { get; } = new(name);

    public Task<IReadOnlyDictionary<ShardId, long>> Start(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<ShardId, long>>(new Dictionary<ShardId, long>());

    public Task Apply(IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken) => apply(cancellationToken);
}
