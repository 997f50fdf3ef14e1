using System.Text;

namespace Actors.Cmd.Prompts;

/// <summary>Splits a line into words; quotes keep blanks together.</summary>
internal static class CommandLineWords
{
    public static IReadOnlyList<string> Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (isInWord, quote) = (false, '\0');
        foreach (var c in line)
        {
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (isInWord)
                {
                    words.Add(word.ToString());
                    word.Clear();
                }

                isInWord = false;
                continue;
            }

            isInWord = true;
            if (c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is '"' or '\'' && quote == '\0')
            {
                quote = c;
            }
            else
            {
                word.Append(c);
            }
        }

        return isInWord ? [.. words, word.ToString()] : words;
    }
}
