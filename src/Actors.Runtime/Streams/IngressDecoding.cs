using System.Diagnostics;
using System.Text;
using Actors.DeadLettering;
using Actors.Schema;
using Actors.Streams;

namespace Actors.Runtime.Streams;

/// <summary>
/// What an ingress makes of a record: decodes it, refuses commands that the application does not know, and checks them by their rules,
/// all before they reach a shard. A replay goes through the same. Thread-safe.
/// </summary>
/// <param name="name">The ingress.</param>
/// <param name="decoder">Reads its records.</param>
/// <param name="model">Knows the commands.</param>
/// <param name="rejections">What becomes of rejected commands.</param>
internal sealed class IngressDecoding(string name, IDecoder decoder, ActorModel model, RejectionHandling rejections)
{
    private const int TraceParentLength = 55;

    public string Name => name;

    public bool KeepsRejections => rejections == RejectionHandling.DeadLetter;

    public Decoded Decode(SourceRecord record)
    {
        try
        {
            var decoded = WithTraceOf(record, decoder.Decode(record));
            return decoded.Command is { } command && model.Check(command.Target.Type, command.Command).Validate(command.Command) is { } fault
                ? Decoded.Invalid(fault)
                : decoded;
        }
        catch (UnknownMessageException exception)
        {
            return Decoded.UnknownType(exception.Message);
        }
        catch (Exception exception) // A decoder promises not to throw; one that does must not stop its source.
        {
            return Decoded.Invalid(exception.Message);
        }
    }

    /// <summary>The W3C header beside a record leads on where its decoder found no trace.</summary>
    private static Decoded WithTraceOf(SourceRecord record, Decoded decoded)
    {
        if (decoded is not { Command: { } command, Origin: { TraceParent: null } origin })
        {
            return decoded;
        }

        foreach (var header in record.Headers)
        {
            if (header.Name.Equals("traceparent", StringComparison.OrdinalIgnoreCase)
                && Encoding.ASCII.GetString(header.Value.Span) is { Length: TraceParentLength } parent && ActivityContext.TryParse(parent, null, out _))
            {
                return Decoded.Of(command, decoded.Id, origin with { TraceParent = parent });
            }
        }

        return decoded;
    }

    /// <summary>The dead letter of a record.</summary>
    public DeadLetter LetterOf(Lane lane, SourceRecord record, DeadLetterReason reason, string detail, DateTimeOffset time) => new()
    {
        Id = DeadLetterId.OfRecord(lane, record.Position),
        Reason = reason,
        Detail = detail,
        Source = record.Origin,
        Origin = new DeadLetterOrigin(name, lane, record.Position) { Key = record.Key, Headers = record.Headers },
        Payload = record.Payload,
        Time = time,
    };
}
