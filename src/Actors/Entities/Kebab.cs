namespace Actors;

/// <summary>The one rule for names that people type and journals keep: lower-case words joined by hyphens.</summary>
internal static class Kebab
{
    /// <summary>Tells whether a name follows the rule and is no longer than <paramref name="lengthMax"/> characters.</summary>
    public static bool IsValid(string? name, int lengthMax)
    {
        if (string.IsNullOrEmpty(name) || name.Length > lengthMax || !char.IsAsciiLetterLower(name[0]))
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
            {
                return false;
            }
        }

        return true;
    }
}
