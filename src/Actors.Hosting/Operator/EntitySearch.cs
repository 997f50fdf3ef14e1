using System.Text.Json;
using Actors.Hosting.Http;
using Actors.Journal;
using Actors.Operations;
using Actors.Sharding;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Operator;

/// <summary>
/// Finds entities by type and by a part of their ids. The journal has no index of ids, so its records are looked through, page by page, and each
/// request looks at a bounded number of them.
/// </summary>
internal sealed class EntitySearch(OperatorApi api)
{
    private const int LookedMax = 50_000;
    private const int PageMax = 2_000;

    /// <summary>One page of the search.</summary>
    public async Task Find(HttpContext context)
    {
        var journal = api.System.Store.Journal;
        var type = RequestParameters.Text(context.Request, "type");
        var part = RequestParameters.Text(context.Request, "id") ?? string.Empty;
        var shard = (int)RequestParameters.Number(context.Request, "shard", 0, 0, journal.ShardCount.Value - 1);
        var after = RequestParameters.Number(context.Request, "after", 0, 0, long.MaxValue);
        var found = new Dictionary<EntityKey, EntitySighting>();
        long looked = 0;
        while (shard < journal.ShardCount.Value && looked < LookedMax)
        {
            var page = await journal.Read(new ShardId(shard), new SequenceNumber(after), PageMax, context.RequestAborted);
            foreach (var record in page.Where(r => (type is null || r.Entity.Type.Name == type) && r.Entity.Id.Value.Contains(part, StringComparison.Ordinal)))
            {
                found[record.Entity] = new EntitySighting(record.Entity.ToString(), shard, record.Version.Value, record.Time);
            }

            looked += page.Count;
            (shard, after) = page.Count < PageMax ? (shard + 1, 0) : (shard, page[^1].Sequence.Value);
        }

        var sightings = new EntitySightings([.. found.Values], looked, shard < journal.ShardCount.Value ? shard : null, after);
        await JsonAnswer.Write(context, w => JsonSerializer.Serialize(w, sightings, OperationsJson.Default.EntitySightings));
    }
}
