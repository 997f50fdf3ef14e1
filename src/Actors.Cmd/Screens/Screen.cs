using Spectre.Console;

namespace Actors.Cmd.Screens;

/// <summary>Shows results: tables and colours on a terminal, plain text in a pipe, JSON when it was asked for.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="isJson">Whether results are JSON.</param>
internal sealed class Screen(Terminal terminal, bool isJson)
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(terminal.Out),
        Ansi = terminal.HasColours ? AnsiSupport.Detect : AnsiSupport.No,
        Interactive = InteractionSupport.No,
    });

    /// <summary>Whether results are JSON.</summary>
    public bool IsJson => isJson;

    /// <summary>Whether a person can be asked.</summary>
    public bool CanAsk => terminal.IsInteractive && !isJson;

    /// <summary>Shows rows. Cells that say that something is wrong are coloured.</summary>
    public void Table(IReadOnlyList<string> columns, IReadOnlyList<string[]> rows)
    {
        if (!terminal.HasColours)
        {
            PlainTable.Write(terminal.Out, columns, rows);
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        table.AddColumns([.. columns.Select(c => new TableColumn($"[bold]{Markup.Escape(c)}[/]"))]);
        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(cell => new Markup($"[{ColourOf(cell)}]{Markup.Escape(cell)}[/]"))]);
        }

        _console.Write(table);
    }

    /// <summary>Shows a line as it is.</summary>
    public void Line(string text = "") => terminal.Out.WriteLine(text);

    /// <summary>Tells what is missing, apart from the results.</summary>
    public void Warn(string message) => terminal.Error.WriteLine($"pbm: {message}");

    /// <summary>Shows how far something is, in the place of what was shown before. Only for a person.</summary>
    public void Progress(string text)
    {
        terminal.Out.Write($"\r\x1b[K{text}\r");
        terminal.Out.Flush();
    }

    /// <summary>Asks a person, who must type yes.</summary>
    public async Task<bool> Confirm(string question, CancellationToken cancellationToken)
    {
        await terminal.Out.WriteAsync($"{question} [y/N] ");
        await terminal.Out.FlushAsync(cancellationToken);
        var answer = await terminal.In.ReadLineAsync(cancellationToken);
        return answer?.Trim() is "y" or "Y" or "yes";
    }

    private static string ColourOf(string cell) => cell switch
    {
        "parked" or "quarantined" or "not ready" or "failed" or "down" or "unreachable" or "not served" or "Error" or "Critical" => "red",
        "loading" or "degraded" or "waiting" or "leaving" or "joining" or "refused" or "Warning" => "yellow",
        "live" or "up" or "served" or "running" or "ready" or "done" or "resolved" => "green",
        _ => "default",
    };
}
