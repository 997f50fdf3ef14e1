using System.Globalization;

namespace Actors.Simulation.Entities;

/// <summary>Tokens of commands, and those that follow from others.</summary>
internal static class Tokens
{
    public static string Text(long token) => token.ToString(CultureInfo.InvariantCulture);

    public static long Digest(long digest, long token) => unchecked((digest * 1_000_003) + token);

    /// <summary>The token of the command that follows from a timer.</summary>
    public static long OfTimer(long token) => 10_000_000 + token;

    /// <summary>The token of a command that a reaction sends.</summary>
    public static long OfReaction(long token, int index) => ((token + 100_000_000) * 4) + index;
}
