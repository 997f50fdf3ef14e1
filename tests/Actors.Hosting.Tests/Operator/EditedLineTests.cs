using Actors.Cmd.Prompts;

namespace Actors.Hosting.Tests.Operator;

/// <summary>The line that is typed at the console, key by key.</summary>
public sealed class EditedLineTests
{
    private readonly EditedLine _line = new(_ => ["entity", "entry", "journal"]);

    [Fact]
    public void A_clear_word_is_completed_and_an_unclear_one_as_far_as_it_is_clear()
    {
        Type("j\t");
        Assert.Equal("journal ", _line.Text);
        _line.Take();
        Type("e\t");
        Assert.Equal("ent", _line.Text);
        Type("\t");
        Assert.Equal(["entity", "entry"], _line.Choices);
    }

    [Fact]
    public void Letters_go_where_the_cursor_is()
    {
        Type("ac");
        Press(ConsoleKey.LeftArrow);
        Type("b");
        Assert.Equal(("abc", 2), (_line.Text, _line.Cursor));
        Press(ConsoleKey.Backspace);
        Press(ConsoleKey.Delete);
        Assert.Equal("a", _line.Text);
    }

    [Fact]
    public void Earlier_lines_come_back_the_last_one_first()
    {
        foreach (var text in (string[])["one", "two", "two"])
        {
            Type(text);
            _line.Take();
        }

        Press(ConsoleKey.UpArrow);
        Assert.Equal("two", _line.Text);
        Press(ConsoleKey.UpArrow);
        Press(ConsoleKey.UpArrow);
        Assert.Equal("one", _line.Text);
        Press(ConsoleKey.DownArrow);
        Press(ConsoleKey.DownArrow);
        Assert.Equal(string.Empty, _line.Text);
    }

    [Theory]
    [InlineData("a b", new[] { "a", "b" })]
    [InlineData("  a  'b c' \"d\"e ", new[] { "a", "b c", "de" })]
    [InlineData("a ''", new[] { "a", "" })]
    public void A_line_is_split_at_blanks_outside_quotes(string line, string[] words) => Assert.Equal(words, CommandLineWords.Split(line));

    private void Type(string letters)
    {
        foreach (var letter in letters)
        {
            _line.Press(new ConsoleKeyInfo(letter, letter == '\t' ? ConsoleKey.Tab : ConsoleKey.None, false, false, false));
        }
    }

    private void Press(ConsoleKey key) => _line.Press(new ConsoleKeyInfo('\0', key, false, false, false));
}
