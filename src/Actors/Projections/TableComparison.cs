namespace Actors.Projections;

/// <summary>How one table differs between two builds, in the columns that both have.</summary>
/// <param name="Table">The table, as readers call it.</param>
/// <param name="Columns">The columns that were compared.</param>
/// <param name="ActiveRows">Rows of the active build.</param>
/// <param name="CandidateRows">Rows of the other.</param>
/// <param name="ActiveChecksum">A sum over all rows of the active build that does not depend on their order.</param>
/// <param name="CandidateChecksum">The same of the other.</param>
/// <param name="Sample">Some rows that only one of them has, those of the active build after <c>-</c>, those of the other after <c>+</c>.</param>
public sealed record TableComparison(
    string Table,
    IReadOnlyList<string> Columns,
    long ActiveRows,
    long CandidateRows,
    string ActiveChecksum,
    string CandidateChecksum,
    IReadOnlyList<string> Sample)
{
    /// <summary>Whether the rows are equal.</summary>
    public bool IsEqual => ActiveRows == CandidateRows && ActiveChecksum == CandidateChecksum;
}
