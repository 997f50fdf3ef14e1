using System.Text.Json;
using Actors.Hosting.Http.Problems;
using Actors.Journal;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Http;

/// <summary>Shows an entity as it was at a version or at a time.</summary>
internal sealed class PastStateEndpoint(ActorHttpApi api, ModelRoutes routes)
{
    private const int PageRecords = 1_000;

    public async Task Handle(HttpContext context)
    {
        var address = EntityAddress.From(context, routes);
        var version = RequestParameters.OptionalNumber(context.Request, "version", 0, long.MaxValue);
        var time = RequestParameters.OptionalTime(context.Request, "time");
        if (version is null == time is null)
        {
            throw Refusals.Parameters("Give either 'version' or 'time'.");
        }

        var records = await RecordsUntil(address.Key, r => r.Version.Value > version || r.Time > time, context.RequestAborted);
        var replay = new EntityReplay(address.Definition);
        var past = version is { } number
            ? replay.UntilVersion(records, new EntityVersion(number))
            : replay.UntilTime(records, time.GetValueOrDefault());
        if (past.Version.Value < version)
        {
            throw Refusals.VersionNotReached(address.Key, new EntityVersion(version.Value), past.Version);
        }

        await JsonAnswer.Write(context, w => Write(w, address, past));
    }

    // Page by page, so that of a long history only what is asked for is read.
    private async Task<List<JournalRecord>> RecordsUntil(EntityKey entity, Predicate<JournalRecord> isBeyond, CancellationToken cancellationToken)
    {
        var records = new List<JournalRecord>();
        while (true)
        {
            var after = records.Count == 0 ? SequenceNumber.None : records[^1].Sequence;
            var page = (await api.Journal.ReadEntities([new EntityPosition(entity, after) { Limit = PageRecords }], cancellationToken))[0];
            records.AddRange(page);
            if (page.Count < PageRecords || isBeyond(page[^1]))
            {
                return records;
            }
        }
    }

    private static void Write(Utf8JsonWriter writer, EntityAddress address, ReplayedEntity past)
    {
        writer.WriteStartObject();
        writer.WriteString("type", address.Key.Type.Name);
        writer.WriteString("id", address.Key.Id.Value);
        writer.WriteNumber("version", past.Version.Value);
        writer.WriteNumber("sequence", past.Sequence.Value);
        if (past.Time is { } time)
        {
            writer.WriteString("time", time.UtcDateTime);
        }

        JsonPayload.Write(writer, "state", address.Definition.StateCodec, past.State);
        writer.WriteEndObject();
    }
}
