using System.CommandLine;
using Actors.Cmd.Commands;
using Actors.Cmd.Palettes;
using Actors.Cmd.Prompts;
using Actors.Cmd.Screens;
using Actors.Operations;

namespace Actors.Cmd;

/// <summary>The program: runs one command, or a console that takes one after the other.</summary>
internal sealed class Pbm
{
    private readonly Terminal _terminal;
    private readonly GlobalOptions _globals = new();
    private readonly CommandFactory _factory;
    private readonly RootCommand _root;

    public Pbm(Terminal terminal)
    {
        _terminal = terminal;
        _factory = new CommandFactory(_globals, terminal);
        _root = new RootCommand("pbm operates a cluster of Actors through any of its nodes. Without a command it opens a console.")
        {
            _globals.Node, _globals.TokenFile, _globals.CaFile, _globals.Json,
            ClusterCommands.Create(_factory), ShardingCommands.Create(_factory), EntityCommands.Create(_factory), JournalCommands.Create(_factory),
            DeadLetterCommands.Create(_factory), IngressCommands.Create(_factory), EgressCommands.Create(_factory), LogCommands.Create(_factory),
            AuditCommands.Create(_factory),
        };
        foreach (var command in NodeCommands.Create(_factory))
        {
            _root.Subcommands.Add(command);
        }
    }

    /// <summary>Every command with its group, such as <c>cluster show</c>.</summary>
    public IReadOnlyList<string> Commands => [.. _root.Subcommands.SelectMany(g => g.Subcommands.Select(c => $"{g.Name} {c.Name}"))];

    /// <summary>Runs what the command line asks for.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public async Task<int> Run(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var parsed = _root.Parse([.. arguments]);
        if (parsed.CommandResult.Command == _root && parsed.UnmatchedTokens.Count > 0 && await AddPalette(parsed, isNeeded: true, cancellationToken))
        {
            parsed = _root.Parse([.. arguments]);
        }

        return parsed.CommandResult.Command == _root && parsed.Errors.All(e => e.SymbolResult == parsed.RootCommandResult) && !AsksForHelp(arguments)
            && parsed.UnmatchedTokens.Count == 0
            ? await RunConsole(arguments, cancellationToken)
            : await RunOne(parsed, cancellationToken);
    }

    /// <summary>Adds the commands of the node's application. One of a name that pbm has itself is left out.</summary>
    /// <param name="parsed">Which node.</param>
    /// <param name="isNeeded">Whether there is nothing to do without them, so that a failure need not be told: the words are not known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there are any.</returns>
    private async Task<bool> AddPalette(ParseResult parsed, bool isNeeded, CancellationToken cancellationToken)
    {
        try
        {
            using var session = _globals.SessionOf(parsed, _terminal);
            var palette = await session.Node.Get("operator/palette", OperationsJson.Default.IReadOnlyListPaletteCommand, cancellationToken);
            var known = _root.Subcommands.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var command in PaletteCommands.Create(_factory, palette).Where(c => known.Add(c.Name)))
            {
                _root.Subcommands.Add(command);
            }

            return palette.Count > 0;
        }
        catch (PbmException exception)
        {
            await _terminal.Error.WriteLineAsync(isNeeded
                ? $"pbm: the commands of the application are not known: {exception.Message}"
                : $"pbm: {exception.Message}");
            return false;
        }
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
        await AddPalette(_root.Parse([.. options]), isNeeded: false, cancellationToken);
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
