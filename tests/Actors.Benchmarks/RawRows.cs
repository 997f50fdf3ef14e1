namespace Actors.Benchmarks;

/// <summary>Rows as the journal writes them, in columns: 1,000 entities, keys and sizes as in the measured runs.</summary>
internal sealed class RawRows
{
    private readonly int _writer;
    private readonly int[] _shards;
    private readonly long[] _sequences;
    private readonly long[] _hashes;
    private readonly string[] _entities;
    private readonly long[] _versions;

    public RawRows(int writer, int batch, int payload)
    {
        _writer = writer;
        _shards = new int[batch];
        _sequences = new long[batch];
        _hashes = new long[batch];
        _entities = new string[batch];
        _versions = new long[batch];
        var bytes = new byte[payload];
        Columns =
        [
            _shards, _sequences, _hashes, _entities, _versions,
            new short[batch],
            Enumerable.Repeat("booked:1", batch).ToArray(),
            Enumerable.Repeat(bytes, batch).ToArray(),
            Enumerable.Repeat(Array.Empty<byte>(), batch).ToArray(),
            Enumerable.Repeat(DateTime.UnixEpoch, batch).ToArray(),
        ];
    }

    public object[] Columns { get; }

    public long Written { get; private set; }

    /// <summary>Moves on to the next batch.</summary>
    public void Next()
    {
        for (var i = 0; i < _shards.Length; i++, Written++)
        {
            var key = new EntityKey(Account.Type, new EntityId($"a{(Written * 7919) % 1000}"));
            _shards[i] = _writer;
            _sequences[i] = Written + 1;
            _hashes[i] = unchecked((long)key.Hash);
            _entities[i] = key.ToString();
            _versions[i] = Written / 1000;
        }
    }
}
