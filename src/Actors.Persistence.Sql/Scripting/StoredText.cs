using System.Text;

namespace Actors.Persistence.Sql.Scripting;

/// <summary>Makes free text storable.</summary>
internal static class StoredText
{
    /// <summary>
    /// Replaces what databases refuse, zero characters and halves of surrogate pairs, by U+FFFD: the text of a dead letter may quote
    /// a hostile message, and must not stop the commit that sets the message aside.
    /// </summary>
    public static string Clean(string text)
    {
        if (!text.Contains('\0', StringComparison.Ordinal) && !text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.Value == 0 ? Rune.ReplacementChar.ToString() : rune.ToString());
        }

        return clean.ToString();
    }
}
