using Actors.Hosting.Http.Problems;
using Actors.Schema;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Hosting.Http;

/// <summary>Answers a query of an entity from its durable state: with query parameters by GET, with a body by POST.</summary>
internal sealed class QueryEndpoint(ActorHttpApi api, ModelRoutes routes)
{
    public Task HandleParameters(HttpContext context)
    {
        var address = EntityAddress.From(context, routes);
        var message = Find(context, address, version: null);
        return Answer(context, address, message, FromParameters(context.Request, message));
    }

    public async Task HandleBody(HttpContext context)
    {
        var address = EntityAddress.From(context, routes);
        var message = Find(context, address, RequestParameters.OptionalNumber(context.Request, "version", 1, 999));
        await Answer(context, address, message, await RequestBody.Read(context, message.Codec, api.Options.RequestBytesMax));
    }

    private static object FromParameters(HttpRequest request, MessageDefinition message)
    {
        if (message.Codec is not IJsonMessageCodec codec)
        {
            throw Refusals.Parameters($"Query '{message.Name.Name}' takes a body of type {message.Codec.ContentType}: use POST.");
        }

        try
        {
            return codec.Decode(QueryParameters.ToJson(request.Query, codec.TypeInfo));
        }
        catch (FormatException exception)
        {
            throw BodyFault.From(exception, codec);
        }
    }

    private MessageDefinition Find(HttpContext context, EntityAddress address, long? version) =>
        routes.Message(address.Definition.Type, MessageRole.Query, (string)context.GetRouteValue("query")!, version);

    private async Task Answer(HttpContext context, EntityAddress address, MessageDefinition message, object query)
    {
        var view = await api.Region.View(address.Key, api.Options.AnswerTimeout, context.RequestAborted);
        var answer = address.Definition.Answer(view.State, query);
        await JsonAnswer.Write(context, w =>
        {
            w.WriteStartObject();
            w.WriteNumber("version", view.Version.Value);
            w.WriteNumber("shard", api.Journal.ShardCount.ShardOf(address.Key).Value);
            w.WriteNumber("sequence", view.Sequence.Value);
            JsonPayload.Write(w, "answer", address.Definition.AnswerCodec(message.ClrType), answer);
            w.WriteEndObject();
        });
    }
}
