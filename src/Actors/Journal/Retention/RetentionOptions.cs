using System.Collections.Frozen;

namespace Actors.Journal.Retention;

/// <summary>
/// What of the journal is removed in the background. Nothing unless <see cref="KeepLogFor"/> is set, because what was removed is gone:
/// see the page on the journal for what readers, histories and new projections are then told.
/// </summary>
public sealed record RetentionOptions
{
    /// <summary>The longest age that can be set.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromDays(36_500);

    /// <summary>The shortest <see cref="KeepLogFor"/>: longer than what a crash can take back from a read model of its own.</summary>
    public static readonly TimeSpan KeepLogForMin = TimeSpan.FromHours(1);

    /// <summary>
    /// How long the log of each shard stays for those who read it in order: an hour to 100 years. What is older and read by
    /// all readers of this node goes, whatever its entities; their histories stay until their own criteria let them go. Must be longer than the
    /// oldest backup of read models that is to be used again. Default <see langword="null"/>: nothing is removed.
    /// </summary>
    public TimeSpan? KeepLogFor { get; init; }

    /// <summary>What may go of the histories of all entities without criteria of their own. Default <see langword="null"/>: nothing.</summary>
    public RetentionCriteria? Entities { get; init; }

    /// <summary>Criteria of single types of entities; they go before those that the type's definition has.</summary>
    public IReadOnlyDictionary<EntityType, RetentionCriteria> ByType { get; init; } = FrozenDictionary<EntityType, RetentionCriteria>.Empty;

    /// <summary>How long a node rests after it has looked at all its shards, a second to a day. Default: 10 minutes.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What is wrong with the options, one sentence each.</summary>
    public IEnumerable<string> Faults()
    {
        if (KeepLogFor is { } age && (age < KeepLogForMin || age > AgeMax))
        {
            yield return $"Retention.{nameof(KeepLogFor)} is {age:c}; use {KeepLogForMin:c} to {AgeMax:c}.";
        }

        if (Interval < TimeSpan.FromSeconds(1) || Interval > TimeSpan.FromDays(1))
        {
            yield return $"Retention.{nameof(Interval)} is {Interval:c}; use 1 second to 1 day.";
        }

        if (KeepLogFor is null && (Entities is not null || ByType.Count > 0))
        {
            yield return $"Retention.{nameof(KeepLogFor)} is missing, and without it no history is removed; set it, or take the criteria out.";
        }

        foreach (var fault in ByType.Values.Append(Entities).OfType<RetentionCriteria>().SelectMany(criteria => criteria.Faults()))
        {
            yield return $"Retention: {fault}";
        }
    }
}
