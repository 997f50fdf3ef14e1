using System.Buffers.Text;
using Actors.Journal;
using Actors.Sharding;

namespace Actors.Hosting.Http.Events;

/// <summary>
/// How far a reader of some or all shards has come. Its text goes out with every event and comes back when a client resumes:
/// the number of shards, then each shard's offset as a variable-length number, in base 64 without padding; about two to four
/// characters for each shard.
/// </summary>
internal sealed class ShardOffsets
{
    private const char Format = 'a';
    private readonly long[] _offsets;

    private ShardOffsets(long[] offsets) => _offsets = offsets;

    public SequenceNumber this[ShardId shard]
    {
        get => new(_offsets[shard.Value]);
        set => _offsets[shard.Value] = value.Value;
    }

    public static ShardOffsets Start(ShardCount shards) => new(new long[shards.Value]);

    /// <summary>Reads the text form; <see langword="null"/> when it is not one, or of a journal with another number of shards.</summary>
    public static ShardOffsets? Parse(string text, ShardCount shards)
    {
        if (text.Length == 0 || text[0] != Format || !Base64Url.IsValid(text.AsSpan(1)))
            return null;
        try
        {
            return Read(Base64Url.DecodeFromChars(text.AsSpan(1)), shards);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public override string ToString()
    {
        var writer = new VariableNumbers(_offsets.Length);
        writer.Add(_offsets.Length);
        foreach (var offset in _offsets)
        {
            writer.Add(offset);
        }

        return Format + Base64Url.EncodeToString(writer.Written);
    }

    private static ShardOffsets? Read(byte[] bytes, ShardCount shards)
    {
        var place = 0;
        if (VariableNumbers.Read(bytes, ref place) != shards.Value)
            return null;
        var offsets = new long[shards.Value];
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = VariableNumbers.Read(bytes, ref place);
        }

        return place == bytes.Length ? new ShardOffsets(offsets) : null;
    }
}
