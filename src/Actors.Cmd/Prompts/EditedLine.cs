namespace Actors.Cmd.Prompts;

/// <summary>The line that is being typed, with the earlier ones. No input and no output: so it can be tested key by key.</summary>
/// <param name="complete">What the last word of a line may become.</param>
internal sealed class EditedLine(Func<string, IReadOnlyList<string>> complete)
{
    private const int HistoryMax = 500;
    private readonly List<string> _history = [];
    private int _shown;

    /// <summary>What has been typed.</summary>
    public string Text { get; private set; } = string.Empty;

    /// <summary>Where the next letter goes.</summary>
    public int Cursor { get; private set; }

    /// <summary>The choices to show, when a completion was not clear.</summary>
    public IReadOnlyList<string> Choices { get; private set; } = [];

    /// <summary>Takes a key.</summary>
    public void Press(ConsoleKeyInfo key)
    {
        Choices = [];
        switch (key.Key)
        {
            case ConsoleKey.Backspace when Cursor > 0:
                Text = Text.Remove(--Cursor, 1);
                break;
            case ConsoleKey.Delete when Cursor < Text.Length:
                Text = Text.Remove(Cursor, 1);
                break;
            case ConsoleKey.LeftArrow:
                Cursor = Math.Max(0, Cursor - 1);
                break;
            case ConsoleKey.RightArrow:
                Cursor = Math.Min(Text.Length, Cursor + 1);
                break;
            case ConsoleKey.Home:
                Cursor = 0;
                break;
            case ConsoleKey.End:
                Cursor = Text.Length;
                break;
            case ConsoleKey.UpArrow:
                Show(_shown - 1);
                break;
            case ConsoleKey.DownArrow:
                Show(_shown + 1);
                break;
            case ConsoleKey.Tab:
                Complete();
                break;
            default:
                Type(key.KeyChar);
                break;
        }
    }

    /// <summary>Ends the line, keeps it, and begins an empty one.</summary>
    public string Take()
    {
        var line = Text;
        if (line.Trim().Length > 0 && (_history.Count == 0 || _history[^1] != line))
        {
            _history.Add(line);
            if (_history.Count > HistoryMax)
            {
                _history.RemoveAt(0);
            }
        }

        (Text, Cursor, _shown) = (string.Empty, 0, _history.Count);
        return line;
    }

    private void Type(char letter)
    {
        if (!char.IsControl(letter))
        {
            Text = Text.Insert(Cursor++, letter.ToString());
        }
    }

    private void Show(int index)
    {
        if (index >= 0 && index <= _history.Count)
        {
            _shown = index;
            Text = index == _history.Count ? string.Empty : _history[index];
            Cursor = Text.Length;
        }
    }

    private void Complete()
    {
        var before = Text[..Cursor];
        var word = before[(before.LastIndexOf(' ') + 1)..];
        var choices = complete(before).Where(c => c.StartsWith(word, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal).ToList();
        var added = choices.Count == 1 ? $"{choices[0]} " : Common(choices);
        if (added.Length > word.Length)
        {
            Text = Text.Remove(Cursor - word.Length, word.Length).Insert(Cursor - word.Length, added);
            Cursor += added.Length - word.Length;
        }
        else
        {
            Choices = choices;
        }
    }

    private static string Common(List<string> choices)
    {
        var common = choices.FirstOrDefault() ?? string.Empty;
        foreach (var choice in choices)
        {
            common = string.Concat(common.TakeWhile((c, i) => i < choice.Length && choice[i] == c));
        }

        return common;
    }
}
