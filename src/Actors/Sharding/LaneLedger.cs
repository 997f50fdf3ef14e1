using System.Buffers;
using Actors.Binary;
using Actors.Journal;

namespace Actors.Sharding;

/// <summary>
/// Which positions of which lanes a shard has handled: the whole of exactly-once. It is rebuilt from the latest checkpoint and
/// the records after it, and its size is bounded by what the lanes' senders have in flight.
/// </summary>
internal sealed class LaneLedger
{
    private const byte Format = 1;
    private readonly Dictionary<Lane, LaneState> _lanes = [];

    /// <summary>How many lanes are known.</summary>
    public int LaneCount => _lanes.Count;

    /// <summary>Whether the command at this position has an outcome already.</summary>
    public bool IsDone(Lane lane, LanePosition position) =>
        _lanes.TryGetValue(lane, out var state) && state.IsDone(position.Value);

    /// <summary>
    /// Whether a command comes in its turn. What this owner has taken of a run is not part of a checkpoint: a new owner takes a run
    /// from its beginning only.
    /// </summary>
    public bool TakeTurn(in LaneStamp stamp) => StateOf(stamp.Lane).TakeTurn(stamp.Run, stamp.Turn);

    /// <summary>Records that the command at this position has its outcome.</summary>
    public void MarkDone(Lane lane, LanePosition position) => StateOf(lane).MarkDone(position.Value);

    /// <summary>Forgets the positions at or below a floor: the sender promises that they are done and not needed again.</summary>
    public void RaiseFloor(Lane lane, LanePosition floor)
    {
        if (floor > LanePosition.None)
        {
            StateOf(lane).RaiseFloor(floor.Value);
        }
    }

    /// <summary>Takes in a record that follows the checkpoint.</summary>
    public void Replay(JournalRecord record)
    {
        if (record.Metadata.Lane is { } lane)
        {
            MarkDone(lane, record.Metadata.LanePosition);
        }
    }

    /// <summary>Writes the ledger down as of a record.</summary>
    public LaneCheckpoint ToCheckpoint(SequenceNumber asOf)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        var writer = new ByteWriter(buffer);
        writer.Byte(Format);
        writer.Number((ulong)_lanes.Count);
        foreach (var (lane, state) in _lanes)
        {
            writer.Text(lane.Name);
            writer.Number(state.Floor);
            var done = state.DoneAboveFloor.ToArray();
            writer.Number((ulong)done.Length);
            foreach (var position in done)
            {
                writer.Number(position - state.Floor);
            }
        }

        return new LaneCheckpoint(asOf, buffer.WrittenMemory);
    }

    /// <summary>Reads what <see cref="ToCheckpoint"/> wrote; an empty ledger when there is none.</summary>
    /// <exception cref="FormatException">The bytes are damaged or of an unknown format.</exception>
    public static LaneLedger FromCheckpoint(LaneCheckpoint? checkpoint)
    {
        var ledger = new LaneLedger();
        if (checkpoint is null)
        {
            return ledger;
        }

        var reader = new ByteReader(checkpoint.Lanes.Span);
        if (reader.Byte() is var format && format != Format)
        {
            throw new FormatException($"A lane checkpoint has format {format}; this version knows {Format}. Upgrade this node.");
        }

        for (var lanes = reader.Number(); lanes > 0; lanes--)
        {
            var state = ledger.StateOf(reader.Lane());
            state.RaiseFloor(reader.Number());
            for (var done = reader.Number(); done > 0; done--)
            {
                state.MarkDone(state.Floor + reader.Number());
            }
        }

        return ledger;
    }

    private LaneState StateOf(Lane lane)
    {
        if (!_lanes.TryGetValue(lane, out var state))
        {
            _lanes.Add(lane, state = new LaneState());
        }

        return state;
    }
}
