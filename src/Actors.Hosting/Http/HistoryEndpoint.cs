using Actors.Journal;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Http;

/// <summary>Shows all records of an entity, rejections included, page by page.</summary>
internal sealed class HistoryEndpoint(ActorHttpApi api, ModelRoutes routes)
{
    public async Task Handle(HttpContext context)
    {
        var address = EntityAddress.From(context, routes);
        var after = new SequenceNumber(RequestParameters.Number(context.Request, "after", 0, 0, long.MaxValue));
        var limit = (int)RequestParameters.Number(context.Request, "limit", Math.Min(100, api.Options.PageEntriesMax), 1, api.Options.PageEntriesMax);
        var found = await api.Journal.ReadEntities([new EntityPosition(address.Key, after) { Limit = limit + 1 }], context.RequestAborted);
        var records = found[0];
        await JsonAnswer.Write(context, w =>
        {
            w.WriteStartObject();
            w.WriteStartArray("records");
            foreach (var record in records.Take(limit))
            {
                RecordJson.Write(w, record);
            }

            w.WriteEndArray();
            if (records.Count > limit)
            {
                w.WriteNumber("next", records[limit - 1].Sequence.Value);
            }

            w.WriteEndObject();
        });
    }
}
