using System.Runtime.InteropServices;
using Actors.Journal;
using Actors.Projections.Audits;
using Actors.Sharding;

namespace Actors.Runtime.Audits;

/// <summary>
/// Reads each stretch of the journal once for all projections of one comparison, which stand at nearly the same places. Lives as long as
/// one comparison, so that the next one sees the journal as it is then. One caller at a time.
/// </summary>
/// <param name="records">What the journal has.</param>
/// <param name="recent">What of it was read already.</param>
internal sealed class SharedDirectory(IRecordDirectory records, IReadOnlyDictionary<ShardId, IReadOnlyList<RecordMark>> recent) : IRecordDirectory
{
    private const int MarksMax = 200_000;
    private const int MarksAtOnce = 4_096; // Large objects cost the garbage collector more than the loop costs the caller.
    private readonly Dictionary<ShardId, List<(SequenceNumber After, IReadOnlyList<RecordMark> Marks)>> _pages = [];
    private int _kept;

    /// <inheritdoc/>
    public Task<SequenceNumber> RemovedUpTo(ShardId shard, CancellationToken cancellationToken) => records.RemovedUpTo(shard, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecordMark>> Read(
        ShardId shard, SequenceNumber after, SequenceNumber upTo, CancellationToken cancellationToken)
    {
        var known = recent.GetValueOrDefault(shard, []);
        var next = FirstAfter(known, after);
        if (next < known.Count && known[next].Sequence.Value == after.Value + 1)
        {
            return Neighbours(known, next, upTo);
        }

        // What was stored before the recent ones, or was missed among them.
        var end = next < known.Count && known[next].Sequence <= upTo ? new SequenceNumber(known[next].Sequence.Value - 1) : upTo;
        var marks = await ReadOnce(shard, after, end, cancellationToken).ConfigureAwait(false);
        return marks.Count == 0 && end < upTo ? Neighbours(known, next, upTo) : marks;
    }

    private static int FirstAfter(IReadOnlyList<RecordMark> marks, SequenceNumber after)
    {
        var (low, high) = (0, marks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = marks[middle].Sequence > after ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private static List<RecordMark> Neighbours(IReadOnlyList<RecordMark> marks, int start, SequenceNumber upTo)
    {
        var found = new List<RecordMark> { marks[start] };
        var end = Math.Min(marks.Count, start + MarksAtOnce);
        for (var i = start + 1; i < end && marks[i].Sequence <= upTo && marks[i].Sequence.Value == marks[i - 1].Sequence.Value + 1; i++)
        {
            found.Add(marks[i]);
        }

        return found;
    }

    private async Task<IReadOnlyList<RecordMark>> ReadOnce(
        ShardId shard, SequenceNumber after, SequenceNumber upTo, CancellationToken cancellationToken)
    {
        ref var pages = ref CollectionsMarshal.GetValueRefOrAddDefault(_pages, shard, out _);
        pages ??= [];
        foreach (var (start, kept) in pages)
        {
            if (start <= after && kept[^1].Sequence > after)
            {
                return [.. kept.Where(mark => mark.Sequence > after && mark.Sequence <= upTo)];
            }
        }

        var known = pages;
        var marks = await records.Read(shard, after, upTo, cancellationToken).ConfigureAwait(false);
        if (marks.Count > 0 && _kept + marks.Count <= MarksMax)
        {
            known.Add((after, marks));
            _kept += marks.Count;
        }

        return marks;
    }
}
