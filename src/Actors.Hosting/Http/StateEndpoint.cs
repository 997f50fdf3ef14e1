using System.Text.Json;
using Actors.Sharding;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Http;

/// <summary>Shows an entity's durable state. An entity without events has its initial state and version 0.</summary>
internal sealed class StateEndpoint(ActorHttpApi api, ModelRoutes routes)
{
    public async Task Handle(HttpContext context)
    {
        var address = EntityAddress.From(context, routes);
        var view = await api.Region.View(address.Key, api.Options.AnswerTimeout, context.RequestAborted);
        var tag = view.IsParked ? $"\"{view.Version}-parked\"" : $"\"{view.Version}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-cache";
        if (context.Request.Headers.IfNoneMatch.Any(v => v == tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await JsonAnswer.Write(context, w => Write(w, address, view, api.Journal.ShardCount.ShardOf(address.Key)));
    }

    private static void Write(Utf8JsonWriter writer, EntityAddress address, EntityView view, ShardId shard)
    {
        writer.WriteStartObject();
        writer.WriteString("type", address.Key.Type.Name);
        writer.WriteString("id", address.Key.Id.Value);
        writer.WriteNumber("version", view.Version.Value);
        writer.WriteNumber("shard", shard.Value);
        writer.WriteNumber("sequence", view.Sequence.Value);
        writer.WriteBoolean("isParked", view.IsParked);
        JsonPayload.Write(writer, "state", address.Definition.StateCodec, view.State);
        writer.WriteEndObject();
    }
}
