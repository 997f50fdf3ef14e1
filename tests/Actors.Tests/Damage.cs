namespace Actors.Tests;

/// <summary>What happens to bytes on their way.</summary>
internal static class Damage
{
    /// <summary>Every way to cut the bytes short, and every way to flip one of their bits.</summary>
    public static IEnumerable<byte[]> Of(byte[] bytes)
    {
        for (var length = 0; length < bytes.Length; length++)
        {
            yield return bytes[..length];
        }

        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var damaged = bytes.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return damaged;
        }
    }

    /// <summary>Reads damaged bytes: a value or a <see cref="FormatException"/> are fine, any other exception is not.</summary>
    public static void ReadsOrRefuses(byte[] bytes, Action<byte[]> read)
    {
        try
        {
            read(bytes);
        }
        catch (FormatException)
        {
            // The answer to damage.
        }
    }
}
