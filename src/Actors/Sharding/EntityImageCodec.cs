using System.Buffers;
using Actors.Binary;
using Actors.Journal;
using Actors.Schema;
using Actors.Timers;

namespace Actors.Sharding;

/// <summary>
/// The stored form of an <see cref="EntityImage"/>: format, version of the state's form, state, remembered commands, timers and
/// the records of parked commands.
/// </summary>
internal static class EntityImageCodec
{
    private const byte Format = 2;

    public static Snapshot Encode(EntityImage image)
    {
        var state = new ArrayBufferWriter<byte>(256);
        image.Definition.StateCodec.Encode(image.State, state);
        var buffer = new ArrayBufferWriter<byte>(state.WrittenCount + 64);
        var writer = new ByteWriter(buffer);
        writer.Byte(Format);
        writer.Number((ulong)image.Definition.StateVersion);
        writer.Bytes(state.WrittenSpan);
        writer.Number((ulong)image.ParkedCount);
        foreach (var record in image.Parked)
        {
            writer.Number(record);
        }

        var commands = image.RememberedCommands.ToArray();
        writer.Number((ulong)commands.Length);
        foreach (var entry in commands)
        {
            writer.Text(entry.Id.Value);
            writer.Number(entry.First.Value);
            writer.Number((ulong)entry.Count);
        }

        foreach (var timer in image.Timers)
        {
            writer.Text(timer.Name);
            writer.Number(timer.SetAt.Value);
            writer.Time(timer.Due);
            writer.Text(timer.Command.ToString());
            writer.Bytes(timer.Payload.Span);
        }

        return new Snapshot(image.Key, image.LastSequence, image.Version, buffer.WrittenMemory);
    }

    /// <summary>Reads a snapshot; <see langword="null"/> when its form is not the current one, so that the entity must be replayed.</summary>
    public static EntityImage? TryDecode(Snapshot snapshot, EntityDefinition definition, int windowCapacity)
    {
        try
        {
            var reader = new ByteReader(snapshot.Image.Span);
            if (reader.Byte() != Format || definition.ReadState(reader.Number(), reader.Bytes()) is not { } state)
            {
                return null;
            }

            var image = new EntityImage(snapshot.Entity, definition, windowCapacity)
            {
                State = state,
                Version = snapshot.Version,
                LastSequence = snapshot.AsOf,
            };
            for (var parked = reader.Count(); parked > 0; parked--)
            {
                image.Park(new SequenceNumber(reader.Number()));
            }

            ReadCommands(ref reader, image);
            while (!reader.IsAtEnd)
            {
                var (name, setAt) = (reader.Text(), new SequenceNumber(reader.Number()));
                image.Apply(new TimerChange(name, reader.Time(), WireName.Parse(reader.Text()), reader.Bytes()), setAt);
            }

            return image;
        }
        catch (FormatException)
        {
            return null; // A snapshot is never needed: the records tell the same.
        }
    }

    private static void ReadCommands(ref ByteReader reader, EntityImage image)
    {
        for (var count = reader.Number(); count > 0; count--)
        {
            image.Remember(new CommandWindow.Entry(
                reader.CommandId(), new SequenceNumber(reader.Number()), reader.Count()));
        }
    }
}
