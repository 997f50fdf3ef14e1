using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Actors.Cmd.Screens;
using Actors.Operations;

namespace Actors.Cmd.Commands;

/// <summary><c>pbm projection</c>: the read models, and how they are rebuilt while readers read.</summary>
internal static class ProjectionCommands
{
    public static Command Create(CommandFactory factory)
    {
        var version = new Option<int?>("--with") { Description = "the version of its code; by default the newest that the node has", HelpName = "VERSION" };
        var build = new Option<int?>("--build") { Description = "the build; needed where there are several", HelpName = "N" };
        var entity = new Option<string?>("--entity") { Description = "only this one, as type/id", HelpName = "ENTITY" };
        return new Command("projection", "the read models and the other readers")
        {
            List(factory),
            Status(factory),
            ProjectionAuditCommand.Create(factory),
            Change(factory, "pause", "lets it stand still on every node", null, (r, _) => r),
            Change(factory, "resume", "lets it run on where it was paused or has failed", null, (r, _) => r),
            Change(factory, "rebuild", "builds it anew beside the build that readers see", version, (r, p) => r with { Version = p.GetValue(version) }),
            Change(factory, "switch", "shows readers the build that has caught up, in one transaction", null, (r, _) => r),
            Change(factory, "switch-back", "shows readers the build that they saw before", null, (r, _) => r),
            Change(factory, "drop", "gives up a build that readers do not see, with its tables", build, (r, p) => r with { Build = p.GetValue(build) }),
            Change(factory, "unpark", "applies the records that it has set aside, in order", entity, (r, p) => r with { Entity = p.GetValue(entity) }),
        };
    }

    private static Command List(CommandFactory factory) =>
        factory.Read("list", "shows how far every reader of the node is", [], async (_, session, token) =>
        {
            var readers = await session.Node.Get("operator/readers", OperationsJson.Default.IReadOnlyListReaderInfo, token);
            if (session.Screen.IsJson)
            {
                session.Screen.Line(JsonSerializer.Serialize(readers, OperationsJson.Default.IReadOnlyListReaderInfo));
                return;
            }

            session.Screen.Table(
                ["kind", "name", "behind", "in hand", "standing for"],
                [.. readers.Select(r => new[] { r.Kind, r.Name, r.Lag is { } lag ? Text(lag) : "-", Text(r.InHand), Seconds(r.AgeSeconds) })]);
        });

    private static Command Status(CommandFactory factory)
    {
        var name = new Argument<string?>("projection") { Description = "its name; all when left out", DefaultValueFactory = _ => null };
        return factory.Read("status", "shows the builds of versioned projections, over all nodes", [name], async (parsed, session, token) =>
        {
            if (parsed.GetValue(name) is not { } asked)
            {
                ProjectionScreen.Show(session.Screen, await session.Node.Get("operator/projections", OperationsJson.Default.IReadOnlyListProjectionInfo, token));
                return;
            }

            var path = $"operator/projections/{Uri.EscapeDataString(asked)}";
            ProjectionScreen.Show(session.Screen, await session.Node.Get(path, OperationsJson.Default.ProjectionInfo, token));
        });
    }

    private static Command Change(
        CommandFactory factory, string command, string description, Option? option, Func<ProjectionRequest, ParseResult, ProjectionRequest> complete)
    {
        var name = new Argument<string>("projection") { Description = "its name, as projection status shows it" };
        return factory.Change(command, description, option is null ? [name] : [name, option], (parsed, session, request, token) => session.Node.Change(
            $"operator/projections/{Uri.EscapeDataString(parsed.GetRequiredValue(name))}/{command}",
            complete(new ProjectionRequest(Reason: request.Reason, IsDryRun: request.IsDryRun), parsed),
            OperationsJson.Default.ProjectionRequest,
            token));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(double seconds) => $"{seconds.ToString("0.#", CultureInfo.InvariantCulture)} s";
}
