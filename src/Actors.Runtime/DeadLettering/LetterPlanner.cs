using System.Security.Cryptography;
using System.Text;
using Actors.DeadLettering;
using Actors.Journal;
using Actors.Runtime.Sharding;
using Actors.Runtime.Streams.Control;
using Actors.Schema;
using Actors.Streams;

namespace Actors.Runtime.DeadLettering;

/// <summary>Makes the command of a dead letter, as it is or as somebody has edited it.</summary>
internal sealed class LetterPlanner(IJournalStore store, ActorModel model, IngressDirectory ingresses, PublishingPlanner publishing)
{
    private readonly EventPlanner _events = new(store.Journal, model, publishing);

    /// <summary>Plans a replay; whatever is wrong with the letter is the plan's fault.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be read.</exception>
    public async Task<LetterPlan> Plan(DeadLetter letter, CancellationToken cancellationToken)
    {
        try
        {
            if (letter.Reason == DeadLetterReason.ParkedByOperator)
            {
                return Fault(letter, $"An operator has parked {letter.Entity}: its commands go on when it is unparked.");
            }

            if (letter.Id.IsParked(out _, out _))
            {
                return await PlanParked(letter, cancellationToken).ConfigureAwait(false);
            }

            return letter.Origin is { } origin ? PlanRecord(letter, origin)
                : letter.Edit is { Type: { } type, Entity: { } entity } edit ? PlanCommand(letter, edit, entity, type)
                : await _events.Plan(letter, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is FormatException or UnknownMessageException)
        {
            return Fault(letter, exception.Message);
        }
    }

    /// <summary>
    /// The command id that tells a replay from its repetition: the sender's own, so that a repaired record that was sent again counts
    /// as the same; else one of the letter. A rejected command has used its id up, so each further attempt gets another one.
    /// </summary>
    public static CommandId IdOf(DeadLetter letter, CommandId? own, string suffix = "")
    {
        if (letter.Reason != DeadLetterReason.Rejected && own is { } id)
        {
            return id;
        }

        var text = letter.Reason == DeadLetterReason.Rejected ? $"dead-letter {letter.Id} {letter.Attempts}" : $"dead-letter {letter.Id}{suffix}";
        return CommandId.IsValid(text)
            ? new CommandId(text)
            : new CommandId($"dead-letter sha256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}");
    }

    private static EntityKey EntityOf(DeadLetter letter) =>
        letter.Entity ?? throw new FormatException($"Dead letter '{letter.Id}' is a parked command and names no entity.");

    private static LetterPlan Fault(DeadLetter letter, string fault) => new(letter) { Fault = fault };

    private async Task<LetterPlan> PlanParked(DeadLetter letter, CancellationToken cancellationToken)
    {
        var parked = await OutcomeReader.ReadParked(store.Journal, EntityOf(letter), letter.Id, cancellationToken).ConfigureAwait(false);
        return new LetterPlan(letter)
        {
            Envelope = new Envelope
            {
                Target = parked.Entity,
                Command = Decode(parked.Entity, letter.Edit?.Type ?? parked.Type, letter.Edit?.Payload ?? parked.Payload),
                Time = default,
                Id = parked.Metadata.CommandId,
                Origin = parked.Metadata.Origin,
                Replays = letter.Id,
            },
        };
    }

    private LetterPlan PlanRecord(DeadLetter letter, DeadLetterOrigin origin)
    {
        var decoding = ingresses.Decoding(origin.Ingress);
        var keepsRejection = letter.Reason == DeadLetterReason.Rejected || decoding is { KeepsRejections: true };
        if (letter.Edit is { Type: { } type } edit)
        {
            return (edit.Entity ?? letter.Entity) is { } entity
                ? PlanCommand(letter, edit, entity, type) with { KeepsRejection = keepsRejection }
                : Fault(letter, "Its edit names a type and no entity: give both.");
        }

        if (decoding is null)
        {
            return Fault(letter, $"The ingress '{origin.Ingress}' is not connected to this node; or edit the letter to a command with type and entity.");
        }

        var record = new SourceRecord(origin.Position, letter.Edit?.Payload ?? letter.Payload, letter.Source) { Key = origin.Key, Headers = origin.Headers };
        var decoded = decoding.Decode(record);
        if (decoded.Command is not { } command)
        {
            return new LetterPlan(letter) { Fault = decoded.Failure is null ? null : decoded.Detail };
        }

        var target = letter.Edit?.Entity ?? command.Target;
        _ = model.Check(target.Type, command.Command);
        return new LetterPlan(letter)
        {
            KeepsRejection = keepsRejection,
            Envelope = EnvelopeOf(letter, target, command.Command) with { Id = IdOf(letter, decoded.Id), Origin = decoded.Origin },
        };
    }

    private LetterPlan PlanCommand(DeadLetter letter, DeadLetterEdit edit, EntityKey entity, WireName type) =>
        new(letter) { Envelope = EnvelopeOf(letter, entity, Decode(entity, type, edit.Payload)) };

    private static Envelope EnvelopeOf(DeadLetter letter, EntityKey target, object command) =>
        new() { Target = target, Command = command, Time = default, Id = IdOf(letter, null), Replays = letter.Id };

    private object Decode(EntityKey entity, WireName type, ReadOnlyMemory<byte> payload)
    {
        var definition = model.Find(entity.Type) ?? throw new UnknownMessageException(entity.Type, type.ToString());
        var command = definition.Messages.Messages.FirstOrDefault(m => m.Role == MessageRole.Command && m.Name == type)?.Codec.Decode(payload.Span)
            ?? throw new FormatException($"'{type}' is no command of '{entity.Type}'.");
        return definition.Validate(command) is { } fault ? throw new FormatException($"{fault.Code}: {fault.Reason}") : command;
    }
}
