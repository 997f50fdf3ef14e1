using System.CommandLine;
using Actors.Cmd.Commands;
using Actors.Cmd.Screens;
using Actors.Operations;

namespace Actors.Cmd.Palettes;

/// <summary>Makes the commands that an application adds, as its node describes them.</summary>
internal static class PaletteCommands
{
    /// <summary>The groups of commands.</summary>
    public static IEnumerable<Command> Create(CommandFactory factory, IReadOnlyList<PaletteCommand> palette) =>
        palette.GroupBy(c => c.Group, StringComparer.Ordinal).Select(group =>
        {
            var command = new Command(group.Key, $"commands of the application: {string.Join(", ", group.Select(c => c.Name))}");
            foreach (var one in group)
            {
                command.Subcommands.Add(Create(factory, one));
            }

            return command;
        });

    private static Command Create(CommandFactory factory, PaletteCommand command)
    {
        Argument<string>[] arguments = [.. command.Arguments.Select(NewArgument)];
        return factory.Read(command.Name, command.Description, arguments, async (parsed, session, token) =>
        {
            var values = arguments.ToDictionary(a => a.Name, a => parsed.GetRequiredValue(a), StringComparer.Ordinal);
            AnswerScreen.Show(session.Screen, await session.Node.Json(command.Fill(values), token));
        });
    }

    private static Argument<string> NewArgument(PaletteArgument argument)
    {
        var made = new Argument<string>(argument.Name) { Description = argument.Description };
        if (argument.Default is { } value)
        {
            made.DefaultValueFactory = _ => value;
        }

        return made;
    }
}
