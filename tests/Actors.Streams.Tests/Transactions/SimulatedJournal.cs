using System.Globalization;
using Actors.Journal;
using Actors.Sharding;
using Actors.Streams.Publishing;
using Actors.Streams.Publishing.Transactions;
using Actors.TestKit.Simulation;

namespace Actors.Streams.Tests.Transactions;

/// <summary>Three shards that grow. Every third record is for nobody.</summary>
internal sealed class SimulatedJournal
{
    private static readonly ShardId[] Shards = [new(0), new(1), new(2)];
    private readonly Dictionary<ShardId, long> _heads = [];

    public static ShardId ShardOf(SinkRecord record) => new(int.Parse(record.Key, CultureInfo.InvariantCulture));

    public static long NumberOf(SinkRecord record) => BitConverter.ToInt64(record.Payload.Span);

    /// <summary>Whether offsets have reached the end.</summary>
    public bool IsPublished(IReadOnlyDictionary<ShardId, long> offsets) => Shards.All(shard => offsets.GetValueOrDefault(shard) == Head(shard));

    public long Head(ShardId shard) => _heads.GetValueOrDefault(shard);

    public void Grow(SeededRandom random)
    {
        var shard = random.Pick(Shards);
        _heads[shard] = Head(shard) + random.Between(1, 4);
    }

    /// <summary>The next records behind offsets, some of them; now and then with some that are out already.</summary>
    public IReadOnlyList<EgressRecord> Read(IReadOnlyDictionary<ShardId, long> offsets, SeededRandom random)
    {
        var batch = new List<EgressRecord>();
        foreach (var shard in Shards.Where(_ => random.Chance(700)))
        {
            var from = Math.Max(0, offsets.GetValueOrDefault(shard) - (random.Chance(100) ? 2 : 0));
            for (var number = from + 1; number <= Math.Min(Head(shard), from + 3); number++)
            {
                batch.Add(RecordOf(shard, number));
            }
        }

        return batch;
    }

    /// <summary>What a consumer must see of a shard up to a record, each once and in order.</summary>
    public static IEnumerable<long> Expected(long head) => Enumerable.Range(1, (int)head).Select(n => (long)n).Where(IsForOthers);

    private static bool IsForOthers(long number) => number % 3 != 0;

    private static EgressRecord RecordOf(ShardId shard, long number) => new(
        shard,
        new SequenceNumber(number),
        IsForOthers(number) ? new SinkRecord(shard.ToString(), BitConverter.GetBytes(number), []) : null);
}
