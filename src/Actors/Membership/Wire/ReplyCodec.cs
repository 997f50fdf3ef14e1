using Actors.Binary;
using Actors.Journal;
using Actors.Schema;
using Actors.Sharding;

namespace Actors.Membership.Wire;

/// <summary>
/// The form in which a reply travels between nodes: its kind, then what that kind tells. Whoever reads it knows which entity was
/// asked. Thread-safe.
/// </summary>
internal static class ReplyCodec
{
    private const byte Accepted = 0;
    private const byte Rejected = 1;

    // The numbers are the wire's own: the enumeration may be put in another order.
    private enum Kind : byte
    {
        Completed = 1,
        Repeated,
        AlreadyDone,
        Parked,
        Retry,
        RetryUncertain,
        Viewed,
        Quarantined,
    }

    /// <summary>Writes a reply.</summary>
    /// <exception cref="UnknownMessageException">An event of the outcome is not registered.</exception>
    public static void Encode(in CommandReply reply, EntityDefinition definition, WireBuffer buffer)
    {
        var writer = new ByteWriter(buffer);
        var kind = KindOf(reply);
        writer.Byte((byte)kind);
        switch (kind)
        {
            case Kind.Completed:
                WriteOutcome(writer, buffer, definition, reply.Outcome!);
                return;
            case Kind.Viewed:
                WriteView(writer, buffer, definition, reply.View!);
                return;
            default:
                writer.Number(unchecked((ulong)reply.First.Value));
                writer.Number(unchecked((ulong)reply.Count));
                writer.Text(reply.Detail ?? string.Empty);
                return;
        }
    }

    /// <summary>Reads a reply.</summary>
    /// <param name="bytes">What <see cref="Encode"/> wrote.</param>
    /// <param name="definition">The kind of entity that was asked.</param>
    /// <param name="entity">The entity that was asked.</param>
    /// <exception cref="FormatException">The bytes are damaged, or tell of something that this node does not know.</exception>
    public static CommandReply Decode(ReadOnlySpan<byte> bytes, EntityDefinition definition, EntityKey entity)
    {
        var reader = new ByteReader(bytes);
        var kind = (Kind)reader.Byte();
        var reply = kind switch
        {
            Kind.Completed => new CommandReply { Kind = ReplyKind.Completed, Outcome = ReadOutcome(ref reader, definition) },
            Kind.Viewed => new CommandReply { Kind = ReplyKind.Viewed, View = ReadView(ref reader, definition, entity) },
            _ => new CommandReply
            {
                Kind = KindOf(kind),
                IsUncertain = kind == Kind.RetryUncertain,
                First = new SequenceNumber(unchecked((long)reader.Unsigned())),
                Count = unchecked((int)reader.Unsigned()),
                Detail = reader.Text() is { Length: > 0 } detail ? detail : null,
            },
        };
        return reader.IsAtEnd ? reply : throw new FormatException("A reply has bytes after its end: they are damaged.");
    }

    private static Kind KindOf(in CommandReply reply) => reply.Kind switch
    {
        ReplyKind.Completed => Kind.Completed,
        ReplyKind.Repeated => Kind.Repeated,
        ReplyKind.AlreadyDone => Kind.AlreadyDone,
        ReplyKind.Parked => Kind.Parked,
        ReplyKind.Retry => reply.IsUncertain ? Kind.RetryUncertain : Kind.Retry,
        ReplyKind.Viewed => Kind.Viewed,
        _ => Kind.Quarantined,
    };

    private static ReplyKind KindOf(Kind kind) => kind switch
    {
        Kind.Repeated => ReplyKind.Repeated,
        Kind.AlreadyDone => ReplyKind.AlreadyDone,
        Kind.Parked => ReplyKind.Parked,
        Kind.Retry or Kind.RetryUncertain => ReplyKind.Retry,
        Kind.Quarantined => ReplyKind.Quarantined,
        _ => throw new FormatException($"A reply is of the unknown kind {(byte)kind}: the bytes are damaged, or this node needs an upgrade."),
    };

    private static void WriteOutcome(ByteWriter writer, WireBuffer buffer, EntityDefinition definition, Outcome outcome)
    {
        writer.Number(unchecked((ulong)outcome.Shard.Value));
        writer.Number(unchecked((ulong)outcome.Sequence.Value));
        writer.Number(unchecked((ulong)outcome.Version.Value));
        if (outcome.Rejection is { } rejection)
        {
            writer.Byte(Rejected);
            writer.Text(rejection.Code);
            writer.Text(rejection.Reason);
            return;
        }

        writer.Byte(Accepted);
        writer.Number((ulong)outcome.Events.Count);
        for (var i = 0; i < outcome.Events.Count; i++)
        {
            EnvelopeCodec.WriteMessage(writer, buffer, definition.Messages, outcome.Events[i]);
        }
    }

    private static Outcome ReadOutcome(ref ByteReader reader, EntityDefinition definition)
    {
        var shard = new ShardId(unchecked((int)reader.Unsigned()));
        var sequence = new SequenceNumber(unchecked((long)reader.Unsigned()));
        var version = new EntityVersion(unchecked((long)reader.Unsigned()));
        var form = reader.Byte();
        return new Outcome
        {
            Shard = shard,
            Sequence = sequence,
            Version = version,
            Rejection = form == Rejected ? new Rejection(reader.Text(), reader.Text()) : null,
            Events = form switch
            {
                Accepted => ReadEvents(ref reader, definition),
                Rejected => [],
                _ => throw new FormatException("An outcome is neither events nor a rejection: the bytes are damaged."),
            },
        };
    }

    private static object[] ReadEvents(ref ByteReader reader, EntityDefinition definition)
    {
        var count = reader.Count();
        if (count == 1)
        {
            return [EnvelopeCodec.ReadMessage(ref reader, definition.Messages)];
        }

        // A damaged count must not reserve memory: what is not there cannot be read.
        var events = new List<object>();
        for (var i = 0; i < count; i++)
        {
            events.Add(EnvelopeCodec.ReadMessage(ref reader, definition.Messages));
        }

        return [.. events];
    }

    private static void WriteView(ByteWriter writer, WireBuffer buffer, EntityDefinition definition, EntityView view)
    {
        writer.Number(unchecked((ulong)view.Version.Value));
        writer.Number(unchecked((ulong)view.Sequence.Value));
        writer.Byte(view.IsParked ? (byte)1 : (byte)0);
        writer.Number((ulong)definition.StateVersion);
        var block = buffer.BeginBlock();
        definition.StateCodec.Encode(view.State, buffer);
        buffer.EndBlock(block);
    }

    private static EntityView ReadView(ref ByteReader reader, EntityDefinition definition, EntityKey entity)
    {
        var version = new EntityVersion(unchecked((long)reader.Unsigned()));
        var sequence = new SequenceNumber(unchecked((long)reader.Unsigned()));
        var isParked = reader.Byte() != 0;
        var form = reader.Unsigned();
        return form == (ulong)definition.StateVersion
            ? new EntityView(entity, definition.StateCodec.Decode(reader.Block()), version, sequence, isParked)
            : throw new FormatException($"The state of {entity} has form {form}; this node knows form {definition.StateVersion}. Upgrade the older node.");
    }
}
