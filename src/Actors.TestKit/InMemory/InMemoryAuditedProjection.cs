using Actors.Journal;
using Actors.Projections;
using Actors.Projections.Audits;
using Actors.Sharding;

namespace Actors.TestKit.InMemory;

/// <summary>
/// A projection in memory that is audited, and that a test can make lose records: silently, as a fault of its runner would. It keeps counts
/// and folds only. Thread-safe.
/// </summary>
public sealed class InMemoryAuditedProjection : IProjectionStore, IAuditedProjection
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ShardId, ProjectionPlace> _places = [];
    private readonly List<ProjectionSkip> _skips = [];

    /// <inheritdoc/>
    public ReaderName Name { get; } = new("audited");

    /// <summary>Whether its store cannot be reached.</summary>
    public bool IsAway { get; set; }

    /// <summary>What really reaches the read model of the records that come; the offset moves over all of them.</summary>
    public Func<IReadOnlyList<JournalRecord>, IEnumerable<JournalRecord>> Given { get; set; } = records => records;

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<ShardId, long>> Start(CancellationToken cancellationToken) =>
        Locked<IReadOnlyDictionary<ShardId, long>>(() => _places.ToDictionary(p => p.Key, p => p.Value.Offset.Value));

    /// <inheritdoc/>
    public Task Apply(IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken) => Locked(() =>
    {
        foreach (var record in Given(records))
        {
            Change(record.Shard, place => place with { Given = place.Given.Add(record) });
        }

        foreach (var record in records)
        {
            Change(record.Shard, place => place with { Offset = record.Sequence });
        }

        return records.Count;
    });

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProjectionPlace>> Places(CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<ProjectionPlace>>(() => [.. _places.Values]);

    /// <inheritdoc/>
    public Task Record(
        IReadOnlyList<ProjectionPlace> compared,
        IReadOnlyList<ProjectionSkip> found,
        IReadOnlyList<ProjectionPlace> cleared,
        CancellationToken cancellationToken) => Locked(() =>
    {
        _skips.RemoveAll(s => cleared.Any(c => c.Shard == s.Shard));
        _skips.AddRange(found);
        foreach (var place in compared)
        {
            Change(place.Shard, now => now with { Audited = place.Offset, AuditedFold = place.Given });
        }

        return found.Count;
    });

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProjectionSkip>> Skips(int limit, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<ProjectionSkip>>(() => [.. _skips.Take(limit)]);

    /// <summary>Moves an offset, with or without what was given, as no runner would.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="change">Makes the new place of the old one.</param>
    public void Change(ShardId shard, Func<ProjectionPlace, ProjectionPlace> change)
    {
        lock (_gate)
        {
            _places[shard] = change(_places.GetValueOrDefault(shard)
                ?? new ProjectionPlace(0, shard, SequenceNumber.None, RecordFold.None, SequenceNumber.None, RecordFold.None));
        }
    }

    private Task<T> Locked<T>(Func<T> work)
    {
        lock (_gate)
        {
            return IsAway ? throw new JournalUnavailableException("The store is away.", null) : Task.FromResult(work());
        }
    }
}
