using System.CommandLine;
using System.Text.Json;
using Actors.Cmd.Screens;
using Actors.Operations;

namespace Actors.Cmd.Commands;

/// <summary><c>pbm entity find</c>: looks through the journal, page by page, until it has found enough.</summary>
internal static class EntityFinder
{
    public static Command Create(CommandFactory factory)
    {
        var pattern = new Argument<string>("pattern") { Description = "type/text such as order/17: entities of this type whose ids hold this text; type/ for all of it" };
        var limit = new Option<int>("--limit") { Description = "ends after this many", HelpName = "N", DefaultValueFactory = _ => 100 };
        return factory.Read("find", "finds entities by type and a part of their ids; reads the journal, as there is no index of ids", [pattern, limit], async (parsed, session, token) =>
        {
            var text = parsed.GetRequiredValue(pattern);
            var slash = text.IndexOf('/', StringComparison.Ordinal);
            var filter = slash < 1
                ? throw new PbmException(ExitCode.WrongUsage, $"'{text}' is not type/text, such as order/17 or order/.")
                : $"type={Uri.EscapeDataString(text[..slash])}&id={Uri.EscapeDataString(text[(slash + 1)..])}";
            var most = parsed.GetValue(limit);
            var (found, looked, isEnd) = await Find(session, filter, most, token);
            Show(session.Screen, [.. found.Take(most)], looked, isEnd);
        });
    }

    private static async Task<(IReadOnlyList<EntitySighting> Found, long Looked, bool IsEnd)> Find(Session session, string filter, int limit, CancellationToken token)
    {
        var found = new Dictionary<string, EntitySighting>(StringComparer.Ordinal);
        long looked = 0;
        var place = "shard=0&after=0";
        while (true)
        {
            var page = await session.Node.Get($"operator/entities?{filter}&{place}", OperationsJson.Default.EntitySightings, token);
            looked += page.Looked;
            foreach (var entity in page.Entities)
            {
                found[entity.Entity] = entity;
            }

            if (page.NextShard is not { } shard)
            {
                return ([.. found.Values], looked, true);
            }

            // An entity is found whole only when its shard is done.
            if (found.Values.Count(e => e.Shard < shard) >= limit)
            {
                return ([.. found.Values.Where(e => e.Shard < shard)], looked, false);
            }

            place = $"shard={shard}&after={page.NextAfter}";
        }
    }

    private static void Show(Screen screen, IReadOnlyList<EntitySighting> found, long looked, bool isEnd)
    {
        if (screen.IsJson)
        {
            screen.Line(JsonSerializer.Serialize(new EntitySightings(found, looked, null, 0), OperationsJson.Default.EntitySightings));
            return;
        }

        screen.Table(["entity", "shard", "version", "last record"], [.. found.Select(e => new[] { e.Entity, Cell.Of(e.Shard), Cell.Of(e.Version), Cell.Of(e.Time) })]);
        screen.Line($"{Cell.Of(found.Count)} entities in {Cell.Of(looked)} records{(isEnd ? string.Empty : "; there may be more: --limit")}");
    }
}
