using System.CommandLine;

namespace Actors.Cmd.Prompts;

/// <summary>Lets a person type lines at a terminal, with completion (Tab) and history (arrows).</summary>
internal sealed class LineEditor(EditedLine line) : ILineSource
{
    /// <summary>The editor of this process, which completes the words of a command tree.</summary>
    public static LineEditor OfProcess(RootCommand root) =>
        new(new EditedLine(before => [.. root.Parse(before).GetCompletions(before.Length).Select(c => c.InsertText ?? c.Label).Where(IsWord)]));

    public ValueTask<string?> Read(string prompt, CancellationToken cancellationToken)
    {
        Console.TreatControlCAsInput = true;
        try
        {
            return ValueTask.FromResult(ReadKeys(prompt));
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    private static bool IsWord(string completion) => completion.Length > 0 && completion[0] is not ('/' or '?') && completion is not ("-h" or "-?");

    private string? ReadKeys(string prompt)
    {
        Draw(prompt);
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            var isControl = key.Modifiers.HasFlag(ConsoleModifiers.Control);
            if (key.Key == ConsoleKey.Enter)
            {
                Console.Write("\r\n");
                return line.Take();
            }

            if (isControl && key.Key == ConsoleKey.D && line.Text.Length == 0)
            {
                Console.Write("\r\n");
                return null;
            }

            if (isControl && key.Key == ConsoleKey.C)
            {
                line.Take();
                Console.Write("^C\r\n");
            }
            else
            {
                line.Press(key);
            }

            if (line.Choices.Count > 0)
            {
                Console.Write($"\r\n{string.Join("  ", line.Choices)}\r\n");
            }

            Draw(prompt);
        }
    }

    /// <summary>Draws the line anew: back to its beginning, the text, and the cursor to its place.</summary>
    private void Draw(string prompt)
    {
        var back = line.Text.Length - line.Cursor;
        Console.Write($"\r\x1b[K{prompt}{line.Text}{(back > 0 ? $"\x1b[{back}D" : string.Empty)}");
    }
}
