using System.CommandLine;
using Actors.Cmd.Commands;
using Actors.Cmd.Prompts;
using Actors.Cmd.Screens;

namespace Actors.Cmd;

/// <summary>The program: runs one command, or a console that takes one after the other.</summary>
internal sealed class Pbm
{
    private readonly Terminal _terminal;
    private readonly RootCommand _root;

    public Pbm(Terminal terminal)
    {
        _terminal = terminal;
        var globals = new GlobalOptions();
        var factory = new CommandFactory(globals, terminal);
        _root = new RootCommand("pbm operates nodes of Actors. Without a command it opens a console.")
        {
            globals.Node, globals.TokenFile, globals.Json,
            EntityCommands.Create(factory), JournalCommands.Create(factory), DeadLetterCommands.Create(factory), IngressCommands.Create(factory), LogCommands.Create(factory),
        };
        foreach (var command in NodeCommands.Create(factory))
        {
            _root.Subcommands.Add(command);
        }
    }

    /// <summary>Runs what the command line asks for.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public Task<int> Run(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var parsed = _root.Parse([.. arguments]);
        return parsed.CommandResult.Command == _root && parsed.Errors.All(e => e.SymbolResult == parsed.RootCommandResult) && !AsksForHelp(arguments)
            ? RunConsole(arguments, cancellationToken)
            : RunOne(parsed, cancellationToken);
    }

    private static bool AsksForHelp(IReadOnlyList<string> arguments) => arguments.Any(a => a is "--help" or "-h" or "-?" or "/?" or "--version");

    private async Task<int> RunOne(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.Errors is [var error, ..])
        {
            await _terminal.Error.WriteLineAsync($"pbm: {error.Message} See pbm --help.");
            return ExitCode.WrongUsage;
        }

        return await parsed.InvokeAsync(
            new InvocationConfiguration { Output = _terminal.Out, Error = _terminal.Error, ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false },
            cancellationToken);
    }

    /// <summary>Takes lines until <c>exit</c> or the end of the input. The options of the start go with each of them.</summary>
    private async Task<int> RunConsole(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        var last = ExitCode.Good;
        var lines = _terminal.IsInteractive ? LineEditor.OfProcess(_root) : new PipedLines(_terminal.In) as ILineSource;
        while (!cancellationToken.IsCancellationRequested && await lines.Read("pbm> ", cancellationToken) is { } line)
        {
            var words = CommandLineWords.Split(line);
            if (words is ["exit"] or ["quit"])
            {
                break;
            }

            if (words.Count > 0 && !words[0].StartsWith('#'))
            {
                last = await RunOne(_root.Parse(words is ["help", ..] ? [.. words.Skip(1), "--help"] : [.. words, .. options]), cancellationToken);
            }
        }

        return last;
    }
}
