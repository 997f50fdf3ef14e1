using Actors.Sharding;

namespace Actors.Journal.Audits;

/// <summary>One place where a journal breaks a promise.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Sequence">The record.</param>
/// <param name="Entity">The record's entity; <see langword="null"/> where the fault is the shard's.</param>
/// <param name="Text">What is wrong, for people.</param>
public sealed record AuditFault(ShardId Shard, SequenceNumber Sequence, EntityKey? Entity, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Shard}:{Sequence}{(Entity is { } entity ? $" {entity}" : string.Empty)}: {Text}";
}
