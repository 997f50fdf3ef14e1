using Actors.Benchmarks.Domain;
using Actors.Journal;
using Actors.Sharding;

namespace Actors.Benchmarks.Scenarios;

/// <summary>Writes a history straight into a journal: every account gets its first event, then every account its second, and so on.</summary>
internal sealed class BulkWriter(IJournal journal, EntityKey[] keys, int eventsPerEntity)
{
    private const int RecordsPerCommit = 5000;
    private static readonly DateTimeOffset Time = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<ShardId, ShardHead> _heads = [];
    private readonly Dictionary<ShardId, List<JournalRecord>> _open = [];
    private int _pending;

    public async Task Write(CancellationToken cancellationToken)
    {
        foreach (var shard in journal.ShardCount.All)
        {
            _heads[shard] = (await journal.Claim(shard, "bulk", cancellationToken)).Head;
            _open[shard] = [];
        }

        for (var version = 1; version <= eventsPerEntity; version++)
        {
            var (type, payload) = Account.Definition.Messages.Encode(new Account.Booked(1, version, new string('x', 60)));
            foreach (var key in keys)
            {
                Add(key, version, type, payload);
                if (_pending == RecordsPerCommit)
                {
                    await Commit(version == eventsPerEntity, cancellationToken);
                }
            }
        }

        await Commit(isLastRound: true, cancellationToken);
    }

    private void Add(EntityKey key, int version, Schema.WireName type, ReadOnlyMemory<byte> payload)
    {
        var shard = journal.ShardCount.ShardOf(key);
        var records = _open[shard];
        records.Add(new JournalRecord
        {
            Shard = shard,
            Sequence = new SequenceNumber(_heads[shard].Head.Value + records.Count + 1),
            Entity = key,
            Version = new EntityVersion(version),
            Kind = RecordKind.Event,
            Type = type,
            Payload = payload,
            Time = Time,
        });
        _pending++;
    }

    /// <summary>The last round writes the shards' lanes down, as an owner does every few thousand records.</summary>
    private async Task Commit(bool isLastRound, CancellationToken cancellationToken)
    {
        var commits = _open.Where(o => o.Value.Count > 0).Select(o => new ShardCommit
        {
            Shard = o.Key,
            Epoch = _heads[o.Key].Epoch,
            ExpectedHead = _heads[o.Key].Head,
            Records = [.. o.Value],
            Checkpoint = isLastRound ? LaneLedger.FromCheckpoint(null).ToCheckpoint(o.Value[^1].Sequence) : null,
        }).ToList();
        if (commits.Count > 0 && await journal.Commit(commits, cancellationToken) is { Count: > 0 } fenced)
        {
            throw new InvalidOperationException($"Shard {fenced[0]} was fenced: somebody else writes to this journal.");
        }

        foreach (var commit in commits)
        {
            _heads[commit.Shard] = _heads[commit.Shard] with { Head = commit.NewHead };
            _open[commit.Shard].Clear();
        }

        _pending = 0;
    }
}
