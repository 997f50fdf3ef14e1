using System.CommandLine;
using Actors.Cmd.Screens;
using Actors.Operations;

namespace Actors.Cmd.Commands;

/// <summary>Makes commands that read, and commands that change something: with a dry run, a question, a reason.</summary>
/// <param name="globals">The options of all commands.</param>
/// <param name="terminal">Where they read and write.</param>
internal sealed class CommandFactory(GlobalOptions globals, Terminal terminal)
{
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "only says what would be changed" };
    private readonly Option<bool> _yes = new("--yes") { Description = "does not ask" };
    private readonly Option<string?> _reason = new("--reason") { Description = "why, for the audit", HelpName = "TEXT" };

    /// <summary>Makes a command that changes nothing.</summary>
    public Command Read(string name, string description, IEnumerable<Symbol> symbols, Func<ParseResult, Session, CancellationToken, Task> run)
    {
        var command = New(name, description, symbols);
        command.SetAction((parsed, token) => Guard(parsed, async session =>
        {
            await run(parsed, session, token);
            return session.ExitCode;
        }));
        return command;
    }

    /// <summary>Makes a command that changes something, with work before the node is asked, such as that of a person in an editor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="symbols">Its own arguments and options.</param>
    /// <param name="prepare">The work, done once.</param>
    /// <param name="change">Asks the node to do it, or what it would do.</param>
    public Command Change<T>(
        string name,
        string description,
        IEnumerable<Symbol> symbols,
        Func<ParseResult, Session, CancellationToken, Task<T>> prepare,
        Func<ParseResult, Session, T, ChangeRequest, CancellationToken, Task<ChangeResult>> change)
    {
        var command = New(name, description, [.. symbols, _dryRun, _yes, _reason]);
        command.SetAction((parsed, token) => Guard(parsed, async session =>
        {
            var prepared = await prepare(parsed, session, token);
            return await Change(parsed, session, (request, cancellation) => change(parsed, session, prepared, request, cancellation), token);
        }));
        return command;
    }

    /// <summary>Makes a command that changes something.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="symbols">Its own arguments and options.</param>
    /// <param name="change">Asks the node to do it, or what it would do.</param>
    /// <param name="withoutReason">What is said where it needs a reason and none is given; <see langword="null"/> when it needs none.</param>
    public Command Change(
        string name,
        string description,
        IEnumerable<Symbol> symbols,
        Func<ParseResult, Session, ChangeRequest, CancellationToken, Task<ChangeResult>> change,
        string? withoutReason = null)
    {
        var command = New(name, description, [.. symbols, _dryRun, _yes, _reason]);
        command.SetAction((parsed, token) => Guard(parsed, session =>
        {
            // Before anybody is asked: who has said yes must not hear that something was missing.
            return withoutReason is not null && !parsed.GetValue(_dryRun) && string.IsNullOrWhiteSpace(parsed.GetValue(_reason))
                ? throw new PbmException(ExitCode.WrongUsage, withoutReason)
                : Change(parsed, session, (request, cancellation) => change(parsed, session, request, cancellation), token);
        }));
        return command;
    }

    private static Command New(string name, string description, IEnumerable<Symbol> symbols)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            switch (symbol)
            {
                case Argument argument:
                    command.Arguments.Add(argument);
                    break;
                case Option option:
                    command.Options.Add(option);
                    break;
            }
        }

        return command;
    }

    private async Task<int> Change(
        ParseResult parsed, Session session, Func<ChangeRequest, CancellationToken, Task<ChangeResult>> change, CancellationToken cancellationToken)
    {
        var reason = parsed.GetValue(_reason);
        if (parsed.GetValue(_dryRun))
        {
            ChangeScreen.Show(session.Screen, await change(new ChangeRequest(reason, IsDryRun: true), cancellationToken));
            return session.ExitCode;
        }

        if (!parsed.GetValue(_yes))
        {
            if (!session.Screen.CanAsk)
            {
                throw new PbmException(ExitCode.WrongUsage, "This changes something and nobody can be asked: add --yes, or --dry-run to see what it would do.");
            }

            var would = await change(new ChangeRequest(reason, IsDryRun: true), cancellationToken);
            if (!await session.Screen.Confirm($"{would.Outcome}. Go on?", cancellationToken))
            {
                session.Screen.Line("Nothing was changed.");
                return ExitCode.Refused;
            }
        }

        var result = await change(new ChangeRequest(reason), cancellationToken);
        ChangeScreen.Show(session.Screen, result);
        return session.ExitCode != ExitCode.Good ? session.ExitCode : result.IsDone ? ExitCode.Good : ExitCode.Refused;
    }

    private async Task<int> Guard(ParseResult parsed, Func<Session, Task<int>> run)
    {
        try
        {
            using var session = globals.SessionOf(parsed, terminal);
            return await run(session);
        }
        catch (PbmException exception)
        {
            await terminal.Error.WriteLineAsync($"pbm: {exception.Message}");
            return exception.Code;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Good; // Ctrl-C ends what would go on for ever.
        }
    }
}
