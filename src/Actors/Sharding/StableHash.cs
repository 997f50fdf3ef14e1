using System.Text;

namespace Actors.Sharding;

/// <summary>
/// The hash that maps entities to shards. Journals depend on it: it never changes, and a test holds its golden values.
/// </summary>
/// <remarks>
/// FNV-1a with 64 bits (Fowler, Noll, Vo; RFC 9923) over the UTF-8 bytes of the type, a zero byte and the id, followed by the
/// 64-bit finalizer of MurmurHash3 (Appleby, public domain), which spreads short keys over all bits.
/// </remarks>
public static class StableHash
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>Hashes an entity's type and id.</summary>
    public static ulong Compute(string entityType, string entityId)
    {
        var hash = Add(OffsetBasis, entityType) * Prime;
        return Finish(Add(hash, entityId));
    }

    private static ulong Add(ulong hash, string text)
    {
        Span<byte> bytes = stackalloc byte[EntityId.LengthMax * 3];
        if (Encoding.UTF8.GetMaxByteCount(text.Length) > bytes.Length)
        {
            bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        }

        var written = Encoding.UTF8.GetBytes(text, bytes);
        foreach (var b in bytes[..written])
        {
            hash = (hash ^ b) * Prime;
        }

        return hash;
    }

    private static ulong Finish(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }
}
