using System.Runtime.InteropServices;
using Actors.Journal;
using Actors.Projections.Audits;
using Actors.Sharding;

namespace Actors.Runtime.Audits;

/// <summary>
/// Reads each stretch of the journal once for all projections of one comparison, which stand at nearly the same places. Lives as long as
/// one comparison, so that the next one sees the journal as it is then. One caller at a time.
/// </summary>
internal sealed class SharedDirectory(IRecordDirectory records) : IRecordDirectory
{
    private const int MarksMax = 200_000;
    private readonly Dictionary<ShardId, List<(SequenceNumber After, IReadOnlyList<RecordMark> Marks)>> _pages = [];
    private int _kept;

    /// <inheritdoc/>
    public Task<SequenceNumber> RemovedUpTo(ShardId shard, CancellationToken cancellationToken) => records.RemovedUpTo(shard, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecordMark>> Read(
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
