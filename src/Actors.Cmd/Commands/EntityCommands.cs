using System.CommandLine;
using System.Globalization;
using Actors.Cmd.Screens;
using Actors.Operations;

namespace Actors.Cmd.Commands;

/// <summary><c>pbm entity</c>: one entity, now and as it was.</summary>
internal static class EntityCommands
{
    public static Command Create(CommandFactory factory) => new("entity", "one entity, now and as it was")
    {
        Show(factory), History(factory), At(factory), Diff(factory), EntityFinder.Create(factory),
        Change(factory, "passivate", "lets the entity leave memory; it comes back with its next message"),
        Change(factory, "park", "lets the entity's commands wait until it is unparked, and needs --reason"),
        Change(factory, "unpark", "replays the entity's parked commands in order, until one fails again"),
    };

    private static Command Show(CommandFactory factory)
    {
        var entity = Paths.NewEntity();
        return factory.Read("show", "shows the durable state", [entity], async (parsed, session, token) =>
            EntityScreen.Show(session.Screen, await session.Node.Json(Paths.Of(parsed.GetRequiredValue(entity)), token)));
    }

    private static Command History(CommandFactory factory)
    {
        var entity = Paths.NewEntity();
        var after = new Option<long>("--after") { Description = "only records after this number", HelpName = "N" };
        var limit = new Option<int>("--limit") { Description = "at most this many", HelpName = "N", DefaultValueFactory = _ => 100 };
        return factory.Read("history", "shows all records, rejections included", [entity, after, limit], async (parsed, session, token) =>
        {
            var path = $"{Paths.Of(parsed.GetRequiredValue(entity))}/history?after={parsed.GetValue(after)}&limit={parsed.GetValue(limit)}";
            RecordScreen.ShowPage(session.Screen, await session.Node.Json(path, token));
        });
    }

    private static Command At(CommandFactory factory)
    {
        var entity = Paths.NewEntity();
        var version = new Option<long?>("--version") { Description = "the state at this version", HelpName = "N" };
        var time = new Option<string?>("--time") { Description = "the state at this time, in ISO 8601", HelpName = "TIME" };
        return factory.Read("at", "shows the state as it was", [entity, version, time], async (parsed, session, token) =>
        {
            var when = (parsed.GetValue(version), parsed.GetValue(time)) switch
            {
                ({ } number, null) => $"version={number.ToString(CultureInfo.InvariantCulture)}",
                (null, { } text) => $"time={Uri.EscapeDataString(text)}",
                _ => throw new PbmException(ExitCode.WrongUsage, "Give either --version or --time."),
            };
            EntityScreen.Show(session.Screen, await session.Node.Json($"{Paths.Of(parsed.GetRequiredValue(entity))}/at?{when}", token));
        });
    }

    private static Command Diff(CommandFactory factory)
    {
        var entity = Paths.NewEntity();
        var from = new Argument<long>("from") { Description = "the earlier version" };
        var to = new Argument<long?>("to") { Description = "the later version; the newest when left out", DefaultValueFactory = _ => null };
        return factory.Read("diff", "compares the states of two versions", [entity, from, to], async (parsed, session, token) =>
        {
            var path = Paths.Of(parsed.GetRequiredValue(entity));
            var before = await session.Node.Json($"{path}/at?version={parsed.GetValue(from)}", token);
            var after = await session.Node.Json(parsed.GetValue(to) is { } version ? $"{path}/at?version={version}" : path, token);
            DiffScreen.Show(session.Screen, before.GetProperty("state"), after.GetProperty("state"));
        });
    }

    private static Command Change(CommandFactory factory, string name, string description)
    {
        var entity = Paths.NewEntity();
        return factory.Change(name, description, [entity], (parsed, session, request, token) =>
            name == "park" && string.IsNullOrWhiteSpace(request.Reason) && !request.IsDryRun
                ? throw new PbmException(ExitCode.WrongUsage, "Say with --reason why it is parked.")
                : session.Node.Change(
                    $"operator/{Paths.Of(parsed.GetRequiredValue(entity))}/{name}", request, OperationsJson.Default.ChangeRequest, token));
    }
}
