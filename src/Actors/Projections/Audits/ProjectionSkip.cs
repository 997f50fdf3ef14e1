using Actors.Journal;
using Actors.Sharding;

namespace Actors.Projections.Audits;

/// <summary>A place where a projection was not given exactly what the journal has.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Kind">How they differ.</param>
/// <param name="First">The first record concerned.</param>
/// <param name="Last">The last record concerned.</param>
/// <param name="Count">How many records between them are concerned; at least one.</param>
/// <param name="IsExact">Whether these are the records themselves; else they are somewhere between the first and the last one.</param>
public sealed record ProjectionSkip(ShardId Shard, SkipKind Kind, SequenceNumber First, SequenceNumber Last, long Count, bool IsExact)
{
    /// <summary>The number of the projection's build; 0 where it has no builds.</summary>
    public int Build { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        var what = Count == 1 ? "1 record" : $"{Count} records";
        var where = First == Last ? $"{Shard}:{First}" : $"{Shard}:{First} to {Shard}:{Last}";
        var place = IsExact ? where : $"somewhere in {where}";
        return Kind switch
        {
            SkipKind.Skipped => $"{what} never reached the projection: {place}",
            SkipKind.Repeated => $"{what} reached the projection twice: {place}",
            SkipKind.MissingInJournal => $"{what} gone from the journal: {place}",
            _ => $"{what} reached the projection as others, or in another order: {place}",
        };
    }
}
