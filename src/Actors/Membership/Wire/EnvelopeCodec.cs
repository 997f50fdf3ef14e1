using Actors.Binary;
using Actors.DeadLettering;
using Actors.Journal;
using Actors.Schema;
using Actors.Sharding;
using Actors.Timers;

namespace Actors.Membership.Wire;

/// <summary>
/// The form in which a message travels between nodes: which parts follow, then the parts in the order of their flags. Commands
/// travel under their wire name in the bytes of their codec. The wish to park an entity travels as the letter of it without a command,
/// which an owner of an earlier release takes for the wish to see the entity, and answers. Thread-safe.
/// </summary>
internal static class EnvelopeCodec
{
    /// <summary>The longest time that is told, about 24 days; a longer one is shortened to it.</summary>
    private const long RemainingMillisecondsMax = int.MaxValue;

    private const byte KeptLetter = 1;

    [Flags]
    private enum Parts : byte
    {
        None = 0,
        Command = 1,
        Id = 1 << 1,
        Lane = 1 << 2,
        Timer = 1 << 3,
        Replays = 1 << 4,
        Epoch = 1 << 5,
        Origin = 1 << 6,

        /// <summary>A second byte of flags follows: 1 for the letter to keep when the command is rejected.</summary>
        More = 1 << 7,
    }

    /// <summary>Writes a message.</summary>
    /// <param name="envelope">The message; its place for the reply stays here.</param>
    /// <param name="model">Knows the codec of the command.</param>
    /// <param name="remaining">How long the sender waits for the reply; told to the millisecond, rounded up.</param>
    /// <param name="buffer">Takes the bytes.</param>
    /// <exception cref="UnknownMessageException">The model does not know the entity or the command.</exception>
    public static void Encode(Envelope envelope, ActorModel model, TimeSpan remaining, WireBuffer buffer)
    {
        var writer = new ByteWriter(buffer);
        var parts = PartsOf(envelope);
        writer.Byte((byte)parts);
        if (parts.HasFlag(Parts.More))
        {
            writer.Byte(KeptLetter);
        }

        writer.Time(envelope.Time);
        writer.Number(Math.Clamp((long)Math.Ceiling(remaining.TotalMilliseconds), 0, RemainingMillisecondsMax));
        WriteKey(writer, envelope.Target);
        if (parts.HasFlag(Parts.Command) && envelope.Command is { } command)
        {
            WriteMessage(writer, buffer, model.Check(envelope.Target.Type, command).Messages, command);
        }

        WriteText(writer, envelope.Id?.Value);
        if (envelope.Lane is { } lane)
        {
            writer.Text(lane.Lane.Name);
            writer.Number(unchecked((ulong)lane.Position.Value));
            writer.Number(unchecked((ulong)lane.Floor.Value));
            writer.Number(unchecked((ulong)lane.Run));
            writer.Number((ulong)lane.Turn);
        }

        if (envelope.Timer is { } timer)
        {
            WriteKey(writer, timer.Entity);
            writer.Text(timer.Name);
            writer.Number(unchecked((ulong)timer.SetAt.Value));
        }

        WriteText(writer, envelope.Replays?.Value);
        if (parts.HasFlag(Parts.Epoch))
        {
            writer.Number(unchecked((ulong)envelope.Epoch.Value));
        }

        if (parts.HasFlag(Parts.Origin))
        {
            OriginCodec.Encode(envelope.Origin, writer);
        }

        if (LetterOf(envelope) is { } letter)
        {
            DeadLetterCodec.Encode(letter, writer);
        }
    }

    /// <summary>Reads a message.</summary>
    /// <exception cref="FormatException">The bytes are damaged, or tell of something that this node does not know.</exception>
    public static WireEnvelope Decode(ReadOnlySpan<byte> bytes, ActorModel model)
    {
        var reader = new ByteReader(bytes);
        var parts = (Parts)reader.Byte();
        if (parts.HasFlag(Parts.More) && reader.Byte() != KeptLetter)
        {
            throw new FormatException("A message has a part that this version does not know: the bytes are damaged, or this node needs an upgrade.");
        }

        var time = reader.Time();
        var remaining = TimeSpan.FromMilliseconds(reader.Count());
        var target = ReadKey(ref reader);
        var envelope = new Envelope
        {
            Target = target,
            Time = time,
            Command = parts.HasFlag(Parts.Command) ? ReadMessage(ref reader, DefinitionOf(model, target.Type).Messages) : null,
            Id = parts.HasFlag(Parts.Id) ? reader.CommandId() : null,
            Lane = parts.HasFlag(Parts.Lane) ? ReadLane(ref reader) : null,
            Timer = parts.HasFlag(Parts.Timer) ? ReadTimer(ref reader) : null,
            Replays = parts.HasFlag(Parts.Replays) ? new DeadLetterId(reader.Text()) : null,
            Epoch = parts.HasFlag(Parts.Epoch) ? new Epoch(unchecked((long)reader.Unsigned())) : Epoch.None,
            Origin = parts.HasFlag(Parts.Origin) ? OriginCodec.Decode(ref reader) : Origin.Unknown,
            KeptWhenRejected = parts.HasFlag(Parts.More) ? DeadLetterCodec.Decode(ref reader) : null,
        };
        if (envelope is { Command: null, KeptWhenRejected: { Reason: DeadLetterReason.ParkedByOperator } parking })
        {
            envelope = envelope with { Command = new ParkEntity(parking.Detail), KeptWhenRejected = null };
        }

        return reader.IsAtEnd
            ? new WireEnvelope(envelope, remaining)
            : throw new FormatException("A message has bytes after its end: they are damaged.");
    }

    /// <summary>Writes a message of an entity: its wire name, and its bytes led by their length.</summary>
    internal static void WriteMessage(ByteWriter writer, WireBuffer buffer, MessageCatalog messages, object message)
    {
        var definition = messages.Of(message.GetType());
        writer.Text(definition.Name.ToString());
        var block = buffer.BeginBlock();
        definition.Codec.Encode(message, buffer);
        buffer.EndBlock(block);
    }

    /// <summary>Reads a message of an entity.</summary>
    internal static object ReadMessage(ref ByteReader reader, MessageCatalog messages)
    {
        var name = WireName.Parse(reader.Text());
        try
        {
            return messages.Decode(name, reader.Block());
        }
        catch (UnknownMessageException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    /// <summary>Finds a kind of entity.</summary>
    internal static EntityDefinition DefinitionOf(ActorModel model, EntityType type) =>
        model.Find(type) ?? throw new FormatException($"This node does not know the entity type '{type}'. Upgrade it.");

    private static Parts PartsOf(Envelope envelope) =>
        (envelope.Command is null or ParkEntity ? 0 : Parts.Command)
        | (envelope.Id is null ? 0 : Parts.Id)
        | (envelope.Lane is null ? 0 : Parts.Lane)
        | (envelope.Timer is null ? 0 : Parts.Timer)
        | (envelope.Replays is null ? 0 : Parts.Replays)
        | (envelope.Epoch == Epoch.None ? 0 : Parts.Epoch)
        | (OriginCodec.IsUnknown(envelope.Origin) ? 0 : Parts.Origin)
        | (LetterOf(envelope) is null ? 0 : Parts.More);

    private static DeadLetter? LetterOf(Envelope envelope) => envelope.Command is ParkEntity parking
        ? new DeadLetter
        {
            Id = new DeadLetterId(string.Empty),
            Reason = DeadLetterReason.ParkedByOperator,
            Detail = parking.Reason,
            Source = string.Empty,
            Payload = default,
            Time = envelope.Time,
        }
        : envelope.KeptWhenRejected;

    private static void WriteText(ByteWriter writer, string? text)
    {
        if (text is not null)
        {
            writer.Text(text);
        }
    }

    private static void WriteKey(ByteWriter writer, EntityKey key)
    {
        writer.Text(key.Type.Name);
        writer.Text(key.Id.Value);
    }

    private static EntityKey ReadKey(ref ByteReader reader)
    {
        var (type, id) = (reader.Text(), reader.Text());
        return Kebab.IsValid(type, EntityType.LengthMax) && EntityId.IsValid(id)
            ? new EntityKey(new EntityType(type), new EntityId(id))
            : throw new FormatException("An entity's key breaks its rules: the bytes are damaged.");
    }

    private static LaneStamp ReadLane(ref ByteReader reader) => new(
        reader.Lane(), new LanePosition(unchecked((long)reader.Unsigned())), new LanePosition(unchecked((long)reader.Unsigned())))
    {
        Run = unchecked((long)reader.Unsigned()),
        Turn = reader.Count(),
    };

    private static TimerKey ReadTimer(ref ByteReader reader) =>
        new(ReadKey(ref reader), reader.Text(), new SequenceNumber(unchecked((long)reader.Unsigned())));
}
