using Actors.Journal;
using Actors.Operations;
using Actors.Projections.Audits;
using Actors.Runtime.Sharding;
using Actors.Sharding;
using Microsoft.Extensions.Logging;

namespace Actors.Runtime.Audits;

/// <summary>
/// Proves over and over that every record of the journal reached every projection: compares what each was given, which stands beside its
/// offset, with what the journal has stored up to there. Each record is compared once for each projection, soon after it took effect; a
/// whole comparison begins at the journal's start. Reads only directories of records, and writes how far it is. One comparison at a time.
/// </summary>
internal sealed class ProjectionAuditor(
    IRecordDirectory records,
    IReadOnlyList<IAuditedProjection> projections,
    IOwnedShards owned,
    ProjectionAuditBoard board,
    TimeProvider time,
    ILogger logger) : IDisposable
{
    private const int SkipsMax = 1_000;
    private const int Part = 8; // Whoever owns less of the shards than one in so many reads them one by one, not what all of them got.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _position = RecentRecords.NoPosition;

    /// <summary>Whether there is anything to compare.</summary>
    public bool HasWork => projections.Count > 0;

    /// <summary>Compares the shards of this node again and again, until the token falls.</summary>
    /// <param name="every">How often.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task Run(TimeSpan every, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var mine = owned.Owned.Select(o => o.Shard).ToHashSet();
                await Audit(mine.Contains, isWhole: false, cancellationToken).ConfigureAwait(false);
            }
            catch (JournalUnavailableException exception)
            {
                logger.AuditWaits(exception.Message); // The age of the last audit on its gauge tells how long.
            }

            await Task.Delay(every, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Compares now, and tells how every build stands.</summary>
    /// <param name="isMine">Which shards to compare; those of others are told as they stand.</param>
    /// <param name="isWhole">Whether to begin at the journal's start, and not where the last comparison ended.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<ProjectionAudit>> Audit(Func<ShardId, bool> isMine, bool isWhole, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var result = new List<ProjectionAudit>();
            SharedDirectory? shared = null;
            foreach (var projection in projections)
            {
                var places = await projection.Places(cancellationToken).ConfigureAwait(false);
                shared ??= await Share(places, isMine, isWhole, cancellationToken).ConfigureAwait(false);
                result.AddRange(await Audit(projection, places, shared, isMine, isWhole, cancellationToken).ConfigureAwait(false));
            }

            board.Done(result);
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>What is read of the journal in this comparison: what was stored since the last one in one go, where that is most of what is wanted.</summary>
    private async Task<SharedDirectory> Share(
        IReadOnlyList<ProjectionPlace> places, Func<ShardId, bool> isMine, bool isWhole, CancellationToken cancellationToken)
    {
        var all = places.Select(p => p.Shard).ToHashSet();
        var mine = all.Where(isMine).ToHashSet();
        if (isWhole || mine.Count == 0 || mine.Count * Part < all.Count)
        {
            return new SharedDirectory(records, RecentRecords.None);
        }

        var recent = await records.ReadRecent(mine, _position, cancellationToken).ConfigureAwait(false);
        _position = recent.Position;
        return new SharedDirectory(records, recent.Marks);
    }

    private async Task<IEnumerable<ProjectionAudit>> Audit(
        IAuditedProjection projection,
        IReadOnlyList<ProjectionPlace> places,
        SharedDirectory shared,
        Func<ShardId, bool> isMine,
        bool isWhole,
        CancellationToken cancellationToken)
    {
        var known = await projection.Skips(SkipsMax, cancellationToken).ConfigureAwait(false);
        var comparison = new PlaceComparison(shared, known);
        var due = places.Where(p => isMine(p.Shard) && (isWhole || p.Offset != p.Audited)).ToList();
        foreach (var place in due)
        {
            await comparison.Run(place, isWhole, cancellationToken).ConfigureAwait(false);
        }

        if (due.Count > 0)
        {
            await projection.Record(due, comparison.Found, comparison.Cleared, cancellationToken).ConfigureAwait(false);
            board.Compared(projection.Name, comparison.Records);
            foreach (var skip in comparison.Found)
            {
                logger.ProjectionSkipped(projection.Name, skip.Build, skip.ToString());
            }
        }

        List<ProjectionSkip> standing = [.. known.Where(k => !comparison.Cleared.Any(c => c.Shard == k.Shard && c.Build == k.Build)), .. comparison.Found];
        var compared = due.ToDictionary(p => (p.Build, p.Shard), p => p.Offset);
        return places.GroupBy(p => p.Build).Select(build => Sum(projection, build, compared, standing));
    }

    private static ProjectionAudit Sum(
        IAuditedProjection projection,
        IGrouping<int, ProjectionPlace> build,
        Dictionary<(int Build, ShardId Shard), SequenceNumber> compared,
        IReadOnlyList<ProjectionSkip> skips)
    {
        var mine = skips.Where(s => s.Build == build.Key).ToList();
        return new ProjectionAudit(
            projection.Name.Value,
            build.Key,
            build.Sum(p => p.Offset.Value),
            build.Sum(p => p.Given.Count),
            build.Sum(p => compared.GetValueOrDefault((p.Build, p.Shard), p.Audited).Value),
            mine.Sum(s => s.Count),
            [.. mine.Take(SkipsMax).Select(s => s.ToString())]);
    }
}
