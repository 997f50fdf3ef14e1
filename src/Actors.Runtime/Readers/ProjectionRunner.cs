using Actors.Journal;
using Actors.Projections;
using Actors.Runtime.Sharding;
using Actors.Runtime.Streams.Control;
using Actors.Runtime.Tail;
using Actors.Runtime.Telemetry;
using Actors.Sharding;
using Actors.Streams.Publishing;
using Microsoft.Extensions.Logging;

namespace Actors.Runtime.Readers;

/// <summary>
/// Runs one projection: follows every shard of this node and applies what it reads in batches over all of them. The store keeps the
/// offsets in the transaction that changes the read model, so each record takes effect once, also while a shard moves from one
/// node's runner to another's.
/// </summary>
internal sealed class ProjectionRunner(
    IProjectionStore projection,
    JournalTail tail,
    IOwnedShards owned,
    ShardCount shardCount,
    TimeProvider time,
    ILogger logger,
    NodeMetrics metrics) : IProjectionRun
{
    private const int BatchMax = 2000;
    private readonly SequenceNumber[] _offsets = new SequenceNumber[shardCount.Value];
    private int _isLookWanted;
    private int _turn;

    /// <summary>Whether it publishes.</summary>
    public bool IsEgress => Publisher is not null;

    /// <summary>What it publishes with; <see langword="null"/> when it is no egress.</summary>
    public IEgressPublisher? Publisher => projection as IEgressPublisher;

    /// <summary>Holds an egress back while an operator has paused it.</summary>
    public IngressGate Gate { get; } = new(time);

    /// <summary>How many shards it runs for at this node.</summary>
    public int ShardCount => owned.Owned.Count;

    /// <inheritdoc/>
    public ReaderName Name => projection.Name;

    /// <inheritdoc/>
    public bool IsElsewhere => projection.NeedsOneRunner && owned.Owned.Count == 0;

    /// <inheritdoc/>
    public bool IsForOneNode => projection.NeedsOneRunner;

    /// <inheritdoc/>
    public SequenceNumber ReadUpTo(ShardId shard) => Offset(shard);

    /// <inheritdoc/>
    public long Lag => owned.Owned.Sum(o => Math.Max(0, tail.Head(o.Shard).Value - Offset(o.Shard).Value));

    /// <inheritdoc/>
    public SequenceNumber Offset(ShardId shard)
    {
        if (projection.NeedsOneRunner && !projection.Slice.Holds(shard))
        {
            return new SequenceNumber(long.MaxValue); // Another slice's concern: this one has nothing left to do there.
        }

        lock (_offsets)
        {
            return _offsets[shard.Value];
        }
    }

    /// <inheritdoc/>
    public void Look()
    {
        // What one node runs for all is moved by no other; to ask its store again would interrupt it.
        if (!projection.NeedsOneRunner && Interlocked.Exchange(ref _isLookWanted, 1) == 0)
        {
            tail.Touch();
        }
    }

    /// <inheritdoc/>
    public async Task Run(CancellationToken cancellationToken)
    {
        using var shown = metrics.Lanes.Add("projection", projection.Name.Value, lanes: null, () => Lag);
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
        ITailReader? reader = null;
        try
        {
            await Follow(() => reader ??= tail.Follow(), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            reader?.Dispose();
        }
    }

    /// <param name="reader">Opens the reader: only where there is something to read, because the tail keeps records for it.</param>
    /// <param name="cancellationToken">Ends the following.</param>
    private async Task Follow(Func<ITailReader> reader, CancellationToken cancellationToken)
    {
        IReadOnlyList<OwnedShard>? mine = null;
        var batch = new List<JournalRecord>(BatchMax);
        while (true)
        {
            var stamp = tail.Stamp;
            var now = owned.Owned;
            if (Interlocked.Exchange(ref _isLookWanted, 0) == 1 || !ReferenceEquals(now, mine))
            {
                mine = now;
                if (!projection.NeedsOneRunner || now.Count > 0)
                {
                    await LoadOffsets(cancellationToken).ConfigureAwait(false);
                }
            }

            await Fill(batch, mine, reader, cancellationToken).ConfigureAwait(false);
            if (batch.Count == 0)
            {
                await tail.WaitBeyond(stamp, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (Gate.PausedSince is not null)
            {
                await Gate.Pass(cancellationToken).ConfigureAwait(false);
                batch.Clear(); // The shards may have moved meanwhile.
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

    /// <summary>Fills a batch. The next one begins with the shard behind the last of this one: busy shards do not make the others wait for ever.</summary>
    private async Task Fill(List<JournalRecord> batch, IReadOnlyList<OwnedShard> mine, Func<ITailReader> reader, CancellationToken cancellationToken)
    {
        for (var looked = 0; looked < mine.Count && batch.Count < BatchMax; looked++)
        {
            _turn = (_turn + 1) % mine.Count;
            var shard = mine[_turn].Shard;
            if (tail.Head(shard) > Offset(shard))
            {
                batch.AddRange(await reader().Read(shard, Offset(shard), BatchMax - batch.Count, cancellationToken).ConfigureAwait(false));
            }
        }
    }

    private async Task LoadOffsets(CancellationToken cancellationToken)
    {
        var offsets = await projection.Start(cancellationToken).ConfigureAwait(false);
        foreach (var shard in shardCount.All)
        {
            Move(shard, new SequenceNumber(offsets.GetValueOrDefault(shard)));
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
