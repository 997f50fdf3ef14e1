using System.Globalization;
using Actors;
using Actors.Schema;
using Actors.Streams;
using Actors.Streams.CloudEvents;
using Actors.Streams.Publishing;

namespace Shop.Publishing;

/// <summary>Shop's commands as CloudEvents: type <c>shop.ENTITY.COMMAND.vN</c>, the entity's id as subject.</summary>
public static class ShopCommands
{
    /// <summary>The command for each type.</summary>
    public static IReadOnlyDictionary<string, CommandRoute> Routes(ActorModel model) => model.Entities
        .SelectMany(e => e.Messages.Messages.Where(m => m.Role == MessageRole.Command).Select(m => new CommandRoute(e.Type, m.Name)))
        .ToDictionary(r => TypeOf(r.Entity, r.Command));

    /// <summary>A command as a record; one that has no id of its own gets that of its place in its input.</summary>
    /// <param name="model">Knows the command.</param>
    /// <param name="command">The command.</param>
    /// <param name="source">The input, a URI reference.</param>
    /// <param name="id">Names the command within the input.</param>
    public static SinkRecord Encode(ActorModel model, OutgoingCommand command, string source, string id)
    {
        var (name, bytes) = model.Check(command.Target.Type, command.Command).Messages.Encode(command.Command);
        var envelope = new CloudEvent
        {
            Id = id,
            Source = source,
            Type = TypeOf(command.Target.Type, name),
            Subject = command.Target.Id.Value,
            DataContentType = "application/json",
            Data = bytes,
        };
        return new SinkRecord(command.Target.ToString(), bytes, CloudEventFormat.WriteBinary(envelope));
    }

    private static string TypeOf(EntityType entity, WireName command) =>
        string.Create(CultureInfo.InvariantCulture, $"shop.{entity}.{command.Name}.v{command.Version}");
}
