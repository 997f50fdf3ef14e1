using Actors.Journal;
using Actors.Projections;
using Actors.Runtime.Telemetry;
using Actors.Sharding;
using Microsoft.Extensions.Logging;

namespace Actors.Runtime.Readers;

/// <summary>
/// Runs one projection: follows every shard and applies what it reads in batches over all of them. The store keeps the offsets in
/// the transaction that changes the read model, so each record takes effect once.
/// </summary>
internal sealed class ProjectionRunner(
    IProjectionStore projection, IJournalTail tail, ShardCount shardCount, TimeProvider time, ILogger logger, NodeMetrics metrics)
{
    private const int BatchMax = 2000;
    private readonly SequenceNumber[] _offsets = new SequenceNumber[shardCount.Value];

    /// <summary>The projection's name.</summary>
    public ReaderName Name => projection.Name;

    /// <summary>How many durable records are not visible in the read model.</summary>
    public long Lag => shardCount.All.Sum(s => Math.Max(0, tail.Head(s).Value - Offset(s).Value));

    /// <summary>How far it has come in a shard: everything up to there is visible in the read model.</summary>
    public SequenceNumber Offset(ShardId shard)
    {
        lock (_offsets)
        {
            return _offsets[shard.Value];
        }
    }

    /// <summary>Follows the journal until the token falls.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        using var shown = metrics.Lanes.Add("projection", projection.Name.Value, [], () => Lag);
        while (true)
        {
            try
            {
                await Follow(cancellationToken).ConfigureAwait(false);
            }
            catch (ProjectionFencedException)
            {
                logger.ProjectionFenced(projection.Name);
            }
        }
    }

    private async Task Follow(CancellationToken cancellationToken)
    {
        var offsets = await projection.Start(cancellationToken).ConfigureAwait(false);
        foreach (var shard in shardCount.All)
        {
            Move(shard, new SequenceNumber(offsets.GetValueOrDefault(shard)));
        }

        using var reader = tail.Follow();
        var batch = new List<JournalRecord>(BatchMax);
        while (true)
        {
            var stamp = tail.Stamp;
            foreach (var shard in shardCount.All)
            {
                if (tail.Head(shard) > Offset(shard) && batch.Count < BatchMax)
                {
                    batch.AddRange(await reader.Read(shard, Offset(shard), BatchMax - batch.Count, cancellationToken).ConfigureAwait(false));
                }
            }

            if (batch.Count == 0)
            {
                await tail.WaitBeyond(stamp, cancellationToken).ConfigureAwait(false);
                continue;
            }

            var started = time.GetUtcNow();
            await projection.Apply(batch, cancellationToken).ConfigureAwait(false);
            ProjectionTracing.Trace(projection.Name, batch, started, time);
            foreach (var record in batch)
            {
                Move(record.Shard, record.Sequence);
            }

            batch.Clear();
        }
    }

    private void Move(ShardId shard, SequenceNumber offset)
    {
        lock (_offsets)
        {
            _offsets[shard.Value] = offset;
        }
    }
}
