using System.CommandLine;
using Actors.Cmd.Editing;
using Actors.Cmd.Screens;
using Actors.Operations;

namespace Actors.Cmd.Commands;

/// <summary><c>pbm dlq</c>: messages that could not be handled.</summary>
internal static class DeadLetterCommands
{
    public static Command Create(CommandFactory factory) => new("dlq", "dead letters: messages that could not be handled")
    {
        List(factory),
        Show(factory),
        Edit(factory),
        Change(factory, "replay", "sends it again; with a filter instead of an id, all those"),
        Change(factory, "discard", "gives it up, and needs --reason; with a filter instead of an id, all those"),
    };

    private static Command List(CommandFactory factory)
    {
        var resolved = new Option<bool>("--resolved") { Description = "those that somebody has dealt with" };
        var after = new Option<string?>("--after") { Description = "only those after this one", HelpName = "ID" };
        var limit = new Option<int>("--limit") { Description = "at most this many", HelpName = "N", DefaultValueFactory = _ => 100 };
        var filter = new LetterFilter();
        return factory.Read("list", "lists them, oldest first", [resolved, after, limit, .. filter.Options], async (parsed, session, token) =>
        {
            var path = $"dead-letters?status={(parsed.GetValue(resolved) ? "resolved" : "waiting")}&limit={parsed.GetValue(limit)}{filter.QueryOf(parsed)}"
                + (parsed.GetValue(after) is { } id ? $"&after={Uri.EscapeDataString(id)}" : string.Empty);
            DeadLetterScreen.ShowPage(session.Screen, await session.Node.Json(path, token));
        });
    }

    private static Command Show(CommandFactory factory)
    {
        var id = NewId();
        return factory.Read("show", "shows one with its message and what was done about it", [id], async (parsed, session, token) =>
        {
            var details = await session.Node.Json(PathOf(parsed.GetRequiredValue(id)), token);
            session.Screen.Line(session.Screen.IsJson ? details.GetRawText() : EntityScreen.Pretty(details));
        });
    }

    private static Command Edit(CommandFactory factory)
    {
        var id = NewId();
        var file = new Option<string?>("--file") { Description = "takes the payload from this file; bytes that are not JSON as they are", HelpName = "FILE" };
        var set = new Option<string[]>("--set") { Description = "sets a member of the payload, such as quantity=5 or lines.0.sku=\"mug\"; may be repeated", HelpName = "PATH=VALUE", DefaultValueFactory = _ => [] };
        var type = new Option<string?>("--type") { Description = "the command's wire name, such as place-order:1", HelpName = "NAME" };
        var entity = new Option<string?>("--entity") { Description = "the entity, as type/id", HelpName = "ENTITY" };
        return factory.Change(
            "edit",
            "gives it another payload, type or target for its replay; without options the payload in an editor",
            [id, file, set, type, entity],
            async (parsed, session, token) =>
            {
                var wish = new LetterWish(parsed.GetValue(file), parsed.GetValue(set) ?? [], parsed.GetValue(type), parsed.GetValue(entity));
                var details = await session.Node.Get(PathOf(parsed.GetRequiredValue(id)), OperationsJson.Default.DeadLetterDetails, token);
                return await wish.EditOf(details.DeadLetter, session.Screen.CanAsk, token);
            },
            (parsed, session, edit, request, token) => session.Node.Change(
                $"operator/{PathOf(parsed.GetRequiredValue(id))}/edit", new DeadLetterEditRequest(edit, request), OperationsJson.Default.DeadLetterEditRequest, token));
    }

    /// <summary>A change of one letter, or of those that a filter means.</summary>
    private static Command Change(CommandFactory factory, string name, string description)
    {
        var id = new Argument<string?>("id") { Description = "the dead letter's id, as dlq list shows it", DefaultValueFactory = _ => null };
        var all = new Option<bool>("--all") { Description = "every one that waits" };
        var limit = new Option<int?>("--limit") { Description = "at most this many of them", HelpName = "N" };
        var node = NodeChoice.NewForOne();
        var filter = new LetterFilter();
        return factory.Change(name, description, [id, all, limit, .. filter.Options, node], (parsed, session, request, token) =>
        {
            var isFiltered = filter.IsGiven(parsed) || parsed.GetValue(all);
            if (parsed.GetValue(id) is not null == isFiltered)
            {
                throw new PbmException(ExitCode.WrongUsage, "Say which: either an id, or a filter such as --ingress or --cause, or --all.");
            }

            return parsed.GetValue(id) is { } one
                ? session.Node.Change(NodeChoice.At($"operator/{PathOf(one)}/{name}", parsed.GetValue(node)), request, OperationsJson.Default.ChangeRequest, token)
                : session.Node.Change(
                    NodeChoice.At($"operator/dead-letters/{name}", parsed.GetValue(node)),
                    new DeadLetterSelectionRequest(filter.SelectionOf(parsed) with { Limit = parsed.GetValue(limit) }, request),
                    OperationsJson.Default.DeadLetterSelectionRequest,
                    token);
        }, name == "discard" ? "Say with --reason why it is given up." : null);
    }

    private static Argument<string> NewId() => new("id") { Description = "the dead letter's id, as dlq list shows it" };

    private static string PathOf(string id) => $"dead-letters/{Uri.EscapeDataString(id)}";
}
