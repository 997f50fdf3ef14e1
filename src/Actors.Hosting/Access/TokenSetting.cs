using Actors.Hosting.Configuration;

namespace Actors.Hosting.Access;

/// <summary>Where a token comes from: a file, or the configuration itself, such as an environment variable. Never told to anybody.</summary>
internal static class TokenSetting
{
    /// <summary>Adds what is wrong with the two settings of a token.</summary>
    public static void Check(FaultCollector faults, string? token, string? file, string tokenKey = "Token", string fileKey = "TokenFile")
    {
        if (token is not null && file is not null)
        {
            faults.Add(fileKey, file, $"must not be given beside {tokenKey}");
        }
        else if (token is not null && !IsGood(token))
        {
            faults.Add(tokenKey, "(secret)", Expected);
        }
        else if (file is not null && (TryRead(file) is not { } text || !IsGood(text)))
        {
            faults.Add(fileKey, file, $"must name a readable file whose first line {Expected}");
        }
    }

    /// <summary>The token, or <see langword="null"/> when none is asked for.</summary>
    public static SecretToken? Load(string? token, string? file) =>
        (token ?? (file is null ? null : TryRead(file))) is { } text ? new SecretToken(text) : null;

    private static string Expected => $"has at least {SecretToken.LengthMin} characters, visible ones of ASCII";

    private static bool IsGood(string token) => token.Length >= SecretToken.LengthMin && token.All(c => c is > ' ' and < '\x7f');

    private static string? TryRead(string file)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault()?.Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
