using Actors.Sharding;

namespace Actors.Streams.Tests.Transactions;

/// <summary>
/// A model of Kafka's transactions, as its protocol promises them: an epoch for each transactional id that shuts out older
/// producers, records that count only once their transaction is committed, and a reader of committed records that stops before
/// the first open transaction.
/// </summary>
internal sealed class ModelBroker
{
    private readonly List<Entry> _records = [];
    private readonly List<Entry> _offsets = [];
    private int _transactions;
    private int _open;

    /// <summary>The newest epoch of the transactional id.</summary>
    public int Epoch { get; private set; }

    /// <summary>Whether a transaction is open.</summary>
    public bool IsOpen => _open != 0;

    /// <summary>Gives out the next epoch, and aborts what the one before left open.</summary>
    public int Initialize()
    {
        End(isCommitted: false);
        return ++Epoch;
    }

    /// <summary>The broker gives up on a transaction that took too long: its producer is shut out.</summary>
    public void TimeOut()
    {
        if (IsOpen)
        {
            Initialize();
        }
    }

    /// <summary>Begins a transaction; known to the broker with the first record only, so nothing is shut out here.</summary>
    public bool Append(int epoch, ShardId shard, long number, bool isOffset)
    {
        if (epoch != Epoch)
        {
            return false;
        }

        _open = IsOpen ? _open : ++_transactions;
        (isOffset ? _offsets : _records).Add(new Entry(_open, shard, number));
        return true;
    }

    /// <summary>Writes an offset that belongs to no transaction.</summary>
    public void AppendOutside(ShardId shard, long number) => _offsets.Add(new Entry(0, shard, number) { IsCommitted = true, IsEnded = true });

    /// <summary>Ends the open transaction.</summary>
    public bool TryEnd(int epoch, bool isCommitted)
    {
        if (epoch != Epoch)
        {
            return false;
        }

        End(isCommitted);
        return true;
    }

    /// <summary>What a consumer of committed records sees: per shard, in the order of the log.</summary>
    public ILookup<ShardId, long> Visible(bool isUncommitted = false) => Read(_records, isUncommitted).ToLookup(e => e.Shard, e => e.Number);

    /// <summary>The last offset of each shard.</summary>
    public Dictionary<ShardId, long> Offsets(bool isUncommitted = false) =>
        Read(_offsets, isUncommitted).GroupBy(e => e.Shard).ToDictionary(g => g.Key, g => g.Max(e => e.Number));

    private static IEnumerable<Entry> Read(List<Entry> log, bool isUncommitted) =>
        isUncommitted ? log : log.TakeWhile(e => e.IsEnded).Where(e => e.IsCommitted);

    private void End(bool isCommitted)
    {
        foreach (var entry in _records.Concat(_offsets).Where(e => e.Transaction == _open && _open != 0))
        {
            (entry.IsEnded, entry.IsCommitted) = (true, isCommitted);
        }

        _open = 0;
    }

    private sealed class Entry(int transaction, ShardId shard, long number)
    {
        public int Transaction => transaction;

        public ShardId Shard => shard;

        public long Number => number;

        public bool IsEnded { get; set; }

        public bool IsCommitted { get; set; }
    }
}
