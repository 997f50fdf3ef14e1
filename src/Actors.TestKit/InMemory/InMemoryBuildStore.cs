using Actors.Journal;
using Actors.Projections;
using Actors.Projections.Audits;
using Actors.Sharding;

namespace Actors.TestKit.InMemory;

/// <summary>One build of a projection in memory.</summary>
internal sealed class InMemoryBuildStore(InMemoryReadModels models, ReaderName name, int number, InMemoryProjectionHandler handler) : IProjectionBuildStore
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(1);
    private Dictionary<ShardId, long> _offsets = [];

    public ReaderName Name => name;

    private InMemoryProjectionBuild Build => models.Builds.TryGetValue((name.Value, number), out var build)
        ? build
        : throw new ProjectionBuildGoneException(name, number);

    private bool IsRebuilding => models.States[name.Value].Active.Number != number;

    public Task<IReadOnlyDictionary<ShardId, long>> Start(CancellationToken cancellationToken)
    {
        lock (models.Gate)
        {
            _offsets = Build.Progress.ToDictionary(p => p.Key, p => p.Value.Offset);
            return Task.FromResult<IReadOnlyDictionary<ShardId, long>>(new Dictionary<ShardId, long>(_offsets));
        }
    }

    public Task Apply(IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken) => Apply(ProjectionBatch.Of(records), cancellationToken);

    public Task Apply(ProjectionBatch batch, CancellationToken cancellationToken) => Write(
        build =>
        {
            foreach (var shard in batch.Records.GroupBy(r => r.Shard))
            {
                Check(build, shard.Key, [.. shard]);
                CheckBehindActive(shard.Key, shard.Last().Sequence.Value);
            }

            Handle(build, batch.Applied, _ => IsRebuilding);
            foreach (var record in batch.Given())
            {
                var old = build.Progress.GetValueOrDefault(record.Shard) ?? new ShardProgress(record.Shard, 0, RecordFold.None);
                build.Progress[record.Shard] = old with { Given = old.Given.Add(record) };
            }

            foreach (var record in batch.Records)
            {
                build.Progress[record.Shard] = build.Progress[record.Shard] with { Offset = record.Sequence.Value };
                _offsets[record.Shard] = record.Sequence.Value;
            }

            foreach (var (record, reason) in batch.Parked)
            {
                if (reason is not null)
                {
                    build.Parked.Add((new ParkedEntity(record.Entity, reason, 0, TimeProvider.System.GetUtcNow(), false), []));
                }

                build.Parked[PlaceOf(build, record.Entity)].Records.Add(record.Sequence.Value);
                if (!IsRebuilding)
                {
                    build.OwedEffects.Add((record.Shard, record.Sequence.Value));
                }
            }
        },
        cancellationToken);

    public Task<IReadOnlyList<ParkedEntity>> Parked(CancellationToken cancellationToken)
    {
        lock (models.Gate)
        {
            return Task.FromResult<IReadOnlyList<ParkedEntity>>([.. Build.Parked.Select(p => p.Entity with { Records = p.Records.Count })]);
        }
    }

    public Task<IReadOnlyList<SequenceNumber>> ParkedRecords(EntityKey entity, int limit, CancellationToken cancellationToken)
    {
        lock (models.Gate)
        {
            var place = PlaceOf(Build, entity);
            return Task.FromResult<IReadOnlyList<SequenceNumber>>(
                place < 0 ? [] : [.. Build.Parked[place].Records.Take(limit).Select(s => new SequenceNumber(s))]);
        }
    }

    public Task Replay(EntityKey entity, IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken) => Write(
        build =>
        {
            if (OffsetIn(build, records[0].Shard) != _offsets.GetValueOrDefault(records[0].Shard))
            {
                throw new ProjectionFencedException(name);
            }

            Handle(build, records, record => !build.OwedEffects.Contains((record.Shard, record.Sequence.Value)));
            build.OwedEffects.ExceptWith(records.Select(r => (r.Shard, r.Sequence.Value)));
            var place = PlaceOf(build, entity);
            build.Parked[place].Records.ExceptWith(records.Select(r => r.Sequence.Value));
            if (build.Parked[place].Records.Count == 0)
            {
                build.Parked.RemoveAt(place);
            }
        },
        cancellationToken);

    public Task ReplayFailed(EntityKey entity, string reason, CancellationToken cancellationToken) => Write(
        build => Change(build, PlaceOf(build, entity), p => p with { Reason = reason, IsWanted = false }), cancellationToken);

    public async Task<int> RequestReplay(EntityKey? entity, CancellationToken cancellationToken)
    {
        var count = 0;
        await Write(
            build =>
            {
                for (var place = 0; place < build.Parked.Count; place++)
                {
                    if (entity is null || build.Parked[place].Entity.Entity == entity)
                    {
                        Change(build, place, p => p with { IsWanted = true });
                        count++;
                    }
                }
            },
            cancellationToken).ConfigureAwait(false);
        return count;
    }

    private static int PlaceOf(InMemoryProjectionBuild build, EntityKey entity) => build.Parked.FindIndex(p => p.Entity.Entity == entity);

    private static void Change(InMemoryProjectionBuild build, int place, Func<ParkedEntity, ParkedEntity> change) =>
        build.Parked[place] = (change(build.Parked[place].Entity), build.Parked[place].Records);

    private static long OffsetIn(InMemoryProjectionBuild build, ShardId shard) => build.Progress.GetValueOrDefault(shard)?.Offset ?? 0;

    private void Check(InMemoryProjectionBuild build, ShardId shard, IReadOnlyList<JournalRecord> records)
    {
        var expected = _offsets.GetValueOrDefault(shard);
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].Sequence.Value != expected + i + 1)
            {
                throw new ArgumentException($"Record {shard}:{records[i].Sequence} does not follow offset {expected + i}.", nameof(records));
            }
        }

        if (OffsetIn(build, shard) != expected)
        {
            throw new ProjectionFencedException(name);
        }
    }

    private void CheckBehindActive(ShardId shard, long offset)
    {
        var active = models.States[name.Value].Active.Number;
        if (active != number && offset > OffsetIn(models.Builds[(name.Value, active)], shard))
        {
            throw new ProjectionFencedException(name);
        }
    }

    private void Handle(InMemoryProjectionBuild build, IReadOnlyList<JournalRecord> records, Predicate<JournalRecord> isRebuilding)
    {
        var rows = new Dictionary<string, object>(build.Rows, StringComparer.Ordinal);
        foreach (var record in records)
        {
            handler(rows, record, isRebuilding(record));
        }

        build.Rows = rows;
    }

    private async Task Write(Action<InMemoryProjectionBuild> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (models.Gate)
            {
                if (!models.Frozen.Contains((name.Value, number)))
                {
                    work(Build);
                    return;
                }
            }

            await Task.Delay(LookEvery, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }
}
