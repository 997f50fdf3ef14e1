using System.Diagnostics.CodeAnalysis;

namespace Actors.Hosting.Access;

/// <summary>
/// The tokens of a text: a line for each, <c>TOKEN</c>, <c>NAME TOKEN</c> or <c>NAME TOKEN read-only</c>. Empty lines and those that
/// begin with # are left out. A name may have two tokens, so that one can follow the other. Immutable.
/// </summary>
internal sealed class TokenList
{
    /// <summary>The most tokens of one list: each is compared with at each request.</summary>
    public const int CountMax = 1000;

    private const string ReadOnlyWord = "read-only";
    private const int NameLengthMax = 64;
    private readonly IReadOnlyList<(SecretToken Token, Caller Caller)> _entries;

    private TokenList(IReadOnlyList<(SecretToken Token, Caller Caller)> entries) => _entries = entries;

    /// <summary>How many tokens there are.</summary>
    public int Count => _entries.Count;

    /// <summary>The list of a single token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="nobody">The name of whoever brings it.</param>
    public static TokenList Of(string token, string nobody) => new([(new SecretToken(token), new Caller(nobody))]);

    /// <summary>Reads one.</summary>
    /// <param name="text">The lines.</param>
    /// <param name="nobody">The name of a token without a name.</param>
    /// <param name="list">The list, if nothing is wrong.</param>
    /// <param name="fault">What is wrong, without a word of a token.</param>
    public static bool TryParse(string text, string nobody, [NotNullWhen(true)] out TokenList? list, [NotNullWhen(false)] out string? fault)
    {
        var entries = new List<(SecretToken, Caller)>();
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        list = null;
        foreach (var (line, number) in text.Split('\n').Select((line, index) => (line.Trim(), index + 1)))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (!TryParseLine(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), nobody, out var token, out var caller, out fault))
            {
                fault = $"line {number} {fault}";
                return false;
            }

            if (!tokens.Add(token))
            {
                fault = $"line {number} has the token of an earlier line";
                return false;
            }

            entries.Add((new SecretToken(token), caller));
        }

        fault = entries.Count == 0 ? "it has no token" : entries.Count > CountMax ? $"it has more than {CountMax} tokens" : null;
        list = fault is null ? new TokenList(entries) : null;
        return list is not null;
    }

    /// <summary>Whose token it is; <see langword="null"/> if nobody's. Compares with all, so that its time tells nothing.</summary>
    public Caller? Find(string token)
    {
        var hash = SecretToken.Hash(token);
        Caller? found = null;
        foreach (var (known, caller) in _entries)
        {
            found = known.Is(hash) ? caller : found;
        }

        return found;
    }

    private static bool TryParseLine(
        string[] words, string nobody, out string token, out Caller caller, [NotNullWhen(false)] out string? fault)
    {
        token = words.Length == 1 ? words[0] : words[1];
        caller = new Caller(words.Length == 1 ? nobody : words[0], words.Length == 3);
        fault = words.Length > 3 || (words.Length == 3 && words[2] != ReadOnlyWord) ? "is not TOKEN, NAME TOKEN or NAME TOKEN read-only"
            : !IsGoodName(caller.Name, nobody) ? $"names its caller with more than {NameLengthMax} characters, or ones other than letters, digits and . _ - @, or with a reserved word"
            : !SecretToken.IsGood(token) ? $"has a token that is not {SecretToken.Expected}"
            : null;
        return fault is null;
    }

    private static bool IsGoodName(string name, string nobody) => name == nobody
        || (name.Length <= NameLengthMax && name is not ("client" or "operator" or "loopback") && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '@'));
}
