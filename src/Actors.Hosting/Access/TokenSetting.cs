using System.Diagnostics.CodeAnalysis;
using Actors.Hosting.Configuration;

namespace Actors.Hosting.Access;

/// <summary>Where tokens come from: a file, or the configuration itself, such as an environment variable. Never told to anybody.</summary>
internal static class TokenSetting
{
    /// <summary>Adds what is wrong with the two settings of a token.</summary>
    public static void Check(FaultCollector faults, string? token, string? file, string tokenKey = "Token", string fileKey = "TokenFile")
    {
        if (token is not null && file is not null)
        {
            faults.Add(fileKey, file, $"must not be given beside {tokenKey}");
        }
        else if (token is not null && !SecretToken.IsGood(token))
        {
            faults.Add(tokenKey, "(secret)", $"must be {SecretToken.Expected}");
        }
        else if (file is not null && FaultOf(file) is { } fault)
        {
            faults.Add(fileKey, file, ExpectedOf(fault));
        }
    }

    /// <summary>What a file of tokens must be, for messages.</summary>
    /// <param name="fault">What it is.</param>
    public static string ExpectedOf(string? fault) => $"must name a readable file with a line for each token: TOKEN, NAME TOKEN or NAME TOKEN read-only; {fault}";

    /// <summary>Reads a file of tokens.</summary>
    public static bool TryRead(string file, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = File.ReadAllText(file);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            text = null;
            return false;
        }
    }

    private static string? FaultOf(string file) =>
        !TryRead(file, out var text) ? "it cannot be read" : TokenList.TryParse(text, "nobody", out _, out var fault) ? null : fault;
}
