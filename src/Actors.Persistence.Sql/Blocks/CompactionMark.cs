namespace Actors.Persistence.Sql.Blocks;

/// <summary>How far a shard is compacted. A rebuild of the chunks begins anew, so its number goes first.</summary>
/// <param name="Rebuilds">How often the chunks were thrown away.</param>
/// <param name="UpTo">The last record that is in the chunks.</param>
internal readonly record struct CompactionMark(long Rebuilds, long UpTo) : IComparable<CompactionMark>
{
    public int CompareTo(CompactionMark other) =>
        Rebuilds != other.Rebuilds ? Rebuilds.CompareTo(other.Rebuilds) : UpTo.CompareTo(other.UpTo);
}
