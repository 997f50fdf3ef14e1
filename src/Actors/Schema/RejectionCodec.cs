using System.Buffers;

namespace Actors.Schema;

/// <summary>The form in which rejections stand in journal records.</summary>
public static class RejectionCodec
{
    private static readonly JsonMessageCodec<Rejection> Codec = new(CoreJson.Default.Rejection);

    /// <summary>The wire name of rejections.</summary>
    public static readonly WireName Name = new("rejection", 1);

    /// <summary>Encodes a rejection.</summary>
    public static byte[] Encode(Rejection rejection)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        Codec.Encode(rejection, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Decodes a rejection.</summary>
    /// <exception cref="FormatException">The bytes are not a rejection.</exception>
    public static Rejection Decode(ReadOnlySpan<byte> bytes) => (Rejection)Codec.Decode(bytes);
}
