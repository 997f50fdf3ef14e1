using System.Security.Cryptography;
using System.Text;
using Actors.Schema;

namespace Actors.Streams.CloudEvents;

/// <summary>
/// Reads CloudEvents 1.0, binary or structured, as commands: the type finds the command, the subject is the entity's id, source and
/// id together are the command's id (so a second event with both has no effect within the entity's window), and the extension
/// <c>traceparent</c> goes on as the trace. Pure and thread-safe.
/// </summary>
public sealed class CloudEventsDecoder : IDecoder
{
    private readonly CommandRoutes _routes;

    /// <summary>Describes which types are which commands.</summary>
    /// <param name="model">The model that knows the commands.</param>
    /// <param name="routes">The command for each CloudEvents type, by exact name.</param>
    /// <param name="unknown">What becomes of other types.</param>
    /// <exception cref="ArgumentException">A route leads to an entity or a command that the model does not know.</exception>
    public CloudEventsDecoder(ActorModel model, IReadOnlyDictionary<string, CommandRoute> routes, UnknownType unknown = UnknownType.DeadLetter) =>
        _routes = new CommandRoutes(model, routes, unknown);

    /// <inheritdoc/>
    public Decoded Decode(SourceRecord record)
    {
        try
        {
            var @event = CloudEventFormat.Read(record);
            var id = IdOf(@event);
            return _routes.Decode(
                @event.Type, @event.Subject, @event.DataContentType, @event.Data, id, new Origin(CausationId: id.Value, TraceParent: @event.TraceParent));
        }
        catch (FormatException exception)
        {
            return Decoded.Undecodable(exception.Message);
        }
    }

    /// <summary>
    /// The command id of an event: source and id with a space between, which no source has; their digest when that is too long or
    /// not printable.
    /// </summary>
    internal static CommandId IdOf(CloudEvent @event)
    {
        var text = $"{@event.Source} {@event.Id}";
        return CommandId.IsValid(text) && !@event.Source.Contains(' ', StringComparison.Ordinal)
            ? new CommandId(text)
            : new CommandId($"sha256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{@event.Source.Length} {text}")))}");
    }
}
