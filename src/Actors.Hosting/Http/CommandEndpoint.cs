using System.Text.Json;
using Actors.Hosting.Http.Problems;
using Actors.Hosting.Http.ReadModels;
using Actors.Schema;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Actors.Hosting.Http;

/// <summary>Brings a command to its entity and its durable outcome back.</summary>
internal sealed class CommandEndpoint(ActorHttpApi api, ModelRoutes routes)
{
    public async Task Handle(HttpContext context)
    {
        var address = EntityAddress.From(context, routes);
        var version = RequestParameters.OptionalNumber(context.Request, "version", 1, 999);
        var message = routes.Message(address.Definition.Type, MessageRole.Command, (string)context.GetRouteValue("command")!, version);
        var options = CommandHeaders.Read(context, api.Options.AnswerTimeout);
        var command = await RequestBody.Read(context, message.Codec, api.Options.RequestBytesMax);
        if (address.Definition.Validate(command) is { } fault)
        {
            throw Refusals.Invalid(fault);
        }

        if (options.Origin.CorrelationId is { } correlation)
        {
            context.Response.Headers[CommandHeaders.CorrelationId] = correlation;
        }

        var outcome = await api.Region.Ask(address.Key, command, options, context.RequestAborted);
        JournalOffsetHeader.Write(context.Response, outcome);
        if (outcome.Rejection is { } rejection)
        {
            // Not thrown: a rejection is an outcome, and what was said about it in the headers stays.
            await JsonAnswer.Write(context, ProblemMapping.Rejected(outcome, rejection), TimeSpan.Zero);
            return;
        }

        await JsonAnswer.Write(context, w => Write(w, address.Definition, outcome));
    }

    private static void Write(Utf8JsonWriter writer, EntityDefinition definition, Outcome outcome)
    {
        writer.WriteStartObject();
        writer.WriteNumber("shard", outcome.Shard.Value);
        writer.WriteNumber("sequence", outcome.Sequence.Value);
        writer.WriteNumber("version", outcome.Version.Value);
        writer.WriteStartArray("events");
        foreach (var @event in outcome.Events)
        {
            var (name, bytes) = definition.Messages.Encode(@event);
            writer.WriteStartObject();
            writer.WriteString("type", name.ToString());
            JsonPayload.Write(writer, "payload", bytes.Span);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
