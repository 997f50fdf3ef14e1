using Actors.Journal;

namespace Actors.Projections.Audits;

/// <summary>
/// Folds what the journal has of one shard between two places, and keeps what a search needs, up to a bound. One caller at a time.
/// </summary>
public sealed class Stretch
{
    private const int ListsMax = 12;
    private const int MarksOfList = 4_096; // Larger lists would be large objects, which cost the garbage collector more.
    private const int GapsMax = 100;
    private readonly List<(SequenceNumber First, SequenceNumber Last)> _gaps = [];
    private readonly SequenceNumber _after;
    private readonly RecordFold _start;
    private List<List<RecordMark>>? _marks = [];

    /// <summary>Begins a stretch.</summary>
    /// <param name="after">The record before it.</param>
    /// <param name="start">The fold before it.</param>
    public Stretch(SequenceNumber after, RecordFold start)
    {
        (_after, _start) = (after, start);
        (Last, Fold) = (after, start);
    }

    /// <summary>The last record that was taken.</summary>
    public SequenceNumber Last { get; private set; }

    /// <summary>The fold up to there.</summary>
    public RecordFold Fold { get; private set; }

    /// <summary>Whether records are missing in between.</summary>
    public bool HasGaps => _gaps.Count > 0;

    /// <summary>Takes the next record.</summary>
    public void Add(RecordMark mark)
    {
        NoteGap(mark.Sequence.Value);
        Fold = Fold.Add(mark);
        Last = mark.Sequence;
        Keep(mark);
    }

    /// <summary>Says that the stretch ends here; records that were not taken are missing.</summary>
    public void End(SequenceNumber last) => NoteGap(last.Value + 1);

    /// <summary>Tells what a projection was given instead. Call it where the folds differ, or where there are gaps.</summary>
    /// <param name="place">The place of the projection, whose offset is the end of the stretch.</param>
    /// <param name="given">The projection's fold there.</param>
    public IReadOnlyList<ProjectionSkip> Explain(ProjectionPlace place, RecordFold given)
    {
        if (HasGaps)
        {
            return
            [
                .. _gaps.Select(g => new ProjectionSkip(
                    place.Shard, SkipKind.MissingInJournal, g.First, g.Last, g.Last.Value - g.First.Value + 1, IsExact: true) { Build = place.Build }),
            ];
        }

        var search = new SkipSearch(place.Shard, _start, [.. _marks?.SelectMany(m => m) ?? []], given, Fold.Count - given.Count);
        return [.. search.Run(_after, Last).Select(skip => skip with { Build = place.Build })];
    }

    private void Keep(RecordMark mark)
    {
        if (_marks is [] or [.., { Count: MarksOfList }])
        {
            if (_marks.Count == ListsMax)
            {
                _marks = null;
                return;
            }

            _marks.Add([]);
        }

        _marks?[^1].Add(mark);
    }

    private void NoteGap(long next)
    {
        if (next > Last.Value + 1 && _gaps.Count < GapsMax)
        {
            _gaps.Add((new SequenceNumber(Last.Value + 1), new SequenceNumber(next - 1)));
        }
    }
}
