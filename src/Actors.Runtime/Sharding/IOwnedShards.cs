namespace Actors.Runtime.Sharding;

/// <summary>The shards that this node owns now, for whatever it runs on each of them. Thread-safe.</summary>
internal interface IOwnedShards
{
    /// <summary>All of them. The same object until one comes or goes; a change also moves <see cref="Actors.Journal.IJournalTail.Stamp"/>.</summary>
    IReadOnlyList<OwnedShard> Owned { get; }
}
