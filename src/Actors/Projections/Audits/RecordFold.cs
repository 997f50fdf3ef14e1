using Actors.Journal;

namespace Actors.Projections.Audits;

/// <summary>
/// How many records of a shard somebody was given, and a number that depends on each of them and on their order: whoever was given the
/// same records in the same order has the same fold, and whoever was not has another one, but for a chance of about one in 10^18.
/// </summary>
/// <remarks>
/// A polynomial over the prime 2^61 - 1: <c>value = value * B + mark</c>. So two neighbouring folds can be joined without their records,
/// and a search can tell which record is missing without folding anew for each candidate. It finds faults, not forgeries. Read models
/// keep it for years: constants and form never change, and a test holds its golden values.
/// </remarks>
/// <param name="Count">How many records.</param>
/// <param name="Value">The number, below 2^61 - 1.</param>
public readonly record struct RecordFold(long Count, ulong Value)
{
    /// <summary>The fold of no records.</summary>
    public static RecordFold None { get; }

    /// <summary>The fold with one record more.</summary>
    public RecordFold Add(RecordMark mark) => new(Count + 1, FoldArithmetic.Add(FoldArithmetic.Multiply(Value, FoldArithmetic.Base), FoldArithmetic.Of(mark)));

    /// <summary>The fold with one record more.</summary>
    public RecordFold Add(JournalRecord record) => Add(RecordMark.Of(record));

    /// <summary>The fold of these records followed by those of another one.</summary>
    public RecordFold Join(RecordFold next) =>
        new(Count + next.Count, FoldArithmetic.Add(FoldArithmetic.Multiply(Value, FoldArithmetic.Power(next.Count)), next.Value));
}
