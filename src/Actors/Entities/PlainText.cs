namespace Actors;

/// <summary>The one rule for ids and names that come from outside: short, printable, and storable as UTF-8.</summary>
internal static class PlainText
{
    /// <summary>Whether a text has 1 to <paramref name="lengthMax"/> characters, no control characters and no half surrogate pair.</summary>
    public static bool IsValid(string? text, int lengthMax)
    {
        if (string.IsNullOrEmpty(text) || text.Length > lengthMax)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]))
            {
                return false;
            }

            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
