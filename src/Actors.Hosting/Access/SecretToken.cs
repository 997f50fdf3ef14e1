using System.Security.Cryptography;
using System.Text;

namespace Actors.Hosting.Access;

/// <summary>A token that callers must know. Only its hash is kept, so that no dump and no log can show it.</summary>
internal sealed class SecretToken
{
    /// <summary>The shortest token that is taken: shorter ones can be guessed.</summary>
    public const int LengthMin = 16;

    private readonly byte[] _hash;

    public SecretToken(string token) => _hash = Hash(token);

    /// <summary>What a token must be, for messages.</summary>
    public static string Expected => $"at least {LengthMin} characters, visible ones of ASCII";

    /// <summary>Whether a text can be a token.</summary>
    public static bool IsGood(string token) => token.Length >= LengthMin && token.All(c => c is > ' ' and < '\x7f');

    /// <summary>What is compared instead of a caller's token.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>Whether a caller's token is the same, by its <see cref="Hash"/>; takes the same time for all.</summary>
    public bool Is(byte[] hash) => CryptographicOperations.FixedTimeEquals(hash, _hash);
}
