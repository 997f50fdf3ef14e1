using Actors.Journal;
using Actors.Sharding;
using static Actors.Projections.Audits.FoldArithmetic;

namespace Actors.Projections.Audits;

/// <summary>
/// Tells from the fold of what a projection was given, and from what the journal has, which records are to blame. It tries one run of
/// neighbours missing or repeated, two single records missing, two neighbours swapped and one record that came as its neighbour; whatever
/// else there may be it narrows down to the stretch.
/// </summary>
internal sealed class SkipSearch
{
    private const int PairsMax = 2_000; // Two single records cost the square of the length.
    private readonly ShardId _shard;
    private readonly IReadOnlyList<RecordMark> _marks;
    private readonly RecordFold _given;
    private readonly ulong[] _prefix;
    private readonly ulong[] _power;
    private readonly long _missing;

    /// <summary>Prepares a search.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="before">The fold of both sides before the stretch.</param>
    /// <param name="marks">What the journal has in the stretch, in order and without gaps; empty where nobody kept it.</param>
    /// <param name="given">The projection's fold after the stretch.</param>
    /// <param name="missing">How many records less the projection was given; negative where it was given more.</param>
    public SkipSearch(ShardId shard, RecordFold before, IReadOnlyList<RecordMark> marks, RecordFold given, long missing)
    {
        (_shard, _marks, _given) = (shard, marks, given);
        _prefix = new ulong[marks.Count + 1];
        _power = new ulong[marks.Count + 1];
        (_prefix[0], _power[0]) = (before.Value, 1);
        for (var i = 0; i < marks.Count; i++)
        {
            _prefix[i + 1] = FoldArithmetic.Add(Multiply(_prefix[i], Base), Of(marks[i]));
            _power[i + 1] = Multiply(_power[i], Base);
        }

        _missing = missing;
    }

    /// <summary>Finds what is wrong.</summary>
    /// <param name="after">The last record before the stretch.</param>
    /// <param name="last">The last record of the stretch.</param>
    /// <returns>At least one finding: the folds differ, so something is wrong.</returns>
    public IReadOnlyList<ProjectionSkip> Run(SequenceNumber after, SequenceNumber last)
    {
        return _missing switch
        {
            > 0 => SkippedRun() ?? SkippedPair() ?? [Somewhere(SkipKind.Skipped, after, last, _missing)],
            < 0 => RepeatedRun() ?? [Somewhere(SkipKind.Repeated, after, last, -_missing)],
            _ => Swapped() ?? Replaced() ?? [Somewhere(SkipKind.Different, after, last, 1)],
        };
    }

    /// <summary>The fold of the records from one place on.</summary>
    private ulong Rest(int from) => Subtract(_prefix[^1], Multiply(_prefix[from], _power[_marks.Count - from]));

    /// <summary>The fold of some records followed by the stretch's records from a place on.</summary>
    private ulong Then(ulong value, int from) => FoldArithmetic.Add(Multiply(value, _power[_marks.Count - from]), Rest(from));

    private List<ProjectionSkip>? SkippedRun()
    {
        var length = (int)Math.Min(_missing, _marks.Count + 1);
        for (var i = 0; i + length <= _marks.Count; i++)
        {
            if (Then(_prefix[i], i + length) == _given.Value)
            {
                return [Exactly(SkipKind.Skipped, Sequence(i), Sequence(i + length - 1))];
            }
        }

        return null;
    }

    private List<ProjectionSkip>? SkippedPair()
    {
        if (_missing != 2 || _marks.Count > PairsMax)
        {
            return null;
        }

        for (var i = 0; i < _marks.Count; i++)
        {
            for (var j = i + 1; j < _marks.Count; j++)
            {
                // What lies between the two follows what lies before the first.
                var between = Subtract(_prefix[j], Multiply(_prefix[i + 1], _power[j - i - 1]));
                var value = FoldArithmetic.Add(Multiply(_prefix[i], _power[j - i - 1]), between);
                if (Then(value, j + 1) == _given.Value)
                {
                    return [Exactly(SkipKind.Skipped, Sequence(i), Sequence(i)), Exactly(SkipKind.Skipped, Sequence(j), Sequence(j))];
                }
            }
        }

        return null;
    }

    private List<ProjectionSkip>? RepeatedRun()
    {
        var length = (int)Math.Min(-_missing, _marks.Count + 1);
        for (var i = 0; i + length <= _marks.Count; i++)
        {
            if (Then(_prefix[i + length], i) == _given.Value)
            {
                return [Exactly(SkipKind.Repeated, Sequence(i), Sequence(i + length - 1))];
            }
        }

        return null;
    }

    private List<ProjectionSkip>? Swapped()
    {
        for (var i = 0; i + 1 < _marks.Count; i++)
        {
            if (Then(After(After(_prefix[i], _marks[i + 1]), _marks[i]), i + 2) == _given.Value)
            {
                return [Exactly(SkipKind.Different, Sequence(i), Sequence(i + 1))];
            }
        }

        return null;
    }

    private List<ProjectionSkip>? Replaced()
    {
        for (var i = 0; i < _marks.Count; i++)
        {
            foreach (var other in (int[])[i - 1, i + 1])
            {
                if (other >= 0 && other < _marks.Count
                    && Then(After(_prefix[i], _marks[i] with { EntityHash = _marks[other].EntityHash }), i + 1) == _given.Value)
                {
                    return [Exactly(SkipKind.Different, Sequence(i), Sequence(i))];
                }
            }
        }

        return null;
    }

    private static ulong After(ulong value, RecordMark mark) => FoldArithmetic.Add(Multiply(value, Base), Of(mark));

    private long Sequence(int index) => _marks[index].Sequence.Value;

    private ProjectionSkip Exactly(SkipKind kind, long first, long last) =>
        new(_shard, kind, new SequenceNumber(first), new SequenceNumber(last), last - first + 1, IsExact: true);

    private ProjectionSkip Somewhere(SkipKind kind, SequenceNumber after, SequenceNumber last, long count) =>
        new(_shard, kind, new SequenceNumber(Math.Min(after.Value + 1, last.Value)), last, count, IsExact: false);
}
