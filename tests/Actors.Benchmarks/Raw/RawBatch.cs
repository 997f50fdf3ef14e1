using Actors.Benchmarks.Domain;

namespace Actors.Benchmarks.Raw;

/// <summary>
/// The records of one writer's commits, in columns, with keys and sizes as in the measured runs. The columns are used again for
/// every commit, so that the limit is the database's and not that of making rows.
/// </summary>
internal sealed class RawBatch
{
    /// <summary>What a record needs in a block besides its payload: entity, version, kind, type, time and lengths.</summary>
    private const int BlockBytesBesidePayload = 32;

    private readonly RawShape _shape;
    private readonly EntityKey[] _keys;
    private long _written;

    public RawBatch(RawShape shape, int writer)
    {
        _shape = shape;
        _keys = Accounts.Spread(shape.Entities);
        TouchedShards = [.. Enumerable.Range(0, shape.Shards).Select(i => (i * shape.Writers) + writer)];
        Epochs = [.. TouchedShards.Select(_ => 1L)];
        ExpectedHeads = new long[shape.Shards];
        NewHeads = new long[shape.Shards];
        FirstSequences = new long[shape.Shards];
        Shards = [.. Enumerable.Range(0, shape.Records).Select(i => TouchedShards[i % shape.Shards])];
        Sequences = new long[shape.Records];
        Hashes = new long[shape.Records];
        Entities = new string[shape.Records];
        Versions = new long[shape.Records];
        Kinds = new short[shape.Records];
        Types = [.. Enumerable.Repeat("booked:1", shape.Records)];
        Payloads = [.. Enumerable.Repeat(Noise(shape.PayloadBytes), shape.Records)];
        Metadata = [.. Enumerable.Repeat(Array.Empty<byte>(), shape.Records)];
        Times = [.. Enumerable.Repeat(DateTime.UnixEpoch, shape.Records)];
        Blocks = [.. Enumerable.Range(0, shape.Shards).Select(s => Noise(CountIn(s) * (shape.PayloadBytes + BlockBytesBesidePayload)))];
    }

    public int[] TouchedShards { get; }

    public long[] Epochs { get; }

    public long[] ExpectedHeads { get; }

    public long[] NewHeads { get; }

    public long[] FirstSequences { get; }

    public byte[][] Blocks { get; }

    public int[] Shards { get; }

    public long[] Sequences { get; }

    public long[] Hashes { get; }

    public string[] Entities { get; }

    public long[] Versions { get; }

    public short[] Kinds { get; }

    public string[] Types { get; }

    public byte[][] Payloads { get; }

    public byte[][] Metadata { get; }

    public DateTime[] Times { get; }

    /// <summary>Moves on to the next commit.</summary>
    public void Next()
    {
        for (var s = 0; s < _shape.Shards; s++)
        {
            ExpectedHeads[s] = NewHeads[s];
            FirstSequences[s] = NewHeads[s] + 1;
            NewHeads[s] += CountIn(s);
        }

        for (var i = 0; i < _shape.Records; i++, _written++)
        {
            var key = _keys[_written * 7919 % _keys.Length];
            Sequences[i] = FirstSequences[i % _shape.Shards] + (i / _shape.Shards);
            Hashes[i] = unchecked((long)key.Hash);
            Entities[i] = key.ToString();
            Versions[i] = _written / _keys.Length;
        }
    }

    private int CountIn(int shard) => (_shape.Records / _shape.Shards) + (shard < _shape.Records % _shape.Shards ? 1 : 0);

    /// <summary>Bytes that no database makes smaller.</summary>
    private static byte[] Noise(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
