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

    /// <summary>Whether a caller's token is the same; takes the same time for every token of a length.</summary>
    public bool Is(string token) => CryptographicOperations.FixedTimeEquals(Hash(token), _hash);

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
