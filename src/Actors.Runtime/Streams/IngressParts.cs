using Actors.Journal;
using Actors.Runtime.Sharding;
using Actors.Runtime.Streams.Control;
using Actors.Runtime.Telemetry;

namespace Actors.Runtime.Streams;

/// <summary>What an ingress works with.</summary>
/// <param name="Store">Keeps its place and its dead letters.</param>
/// <param name="Shards">The way to the entities.</param>
/// <param name="Decoding">Reads its records.</param>
/// <param name="Gate">Closed while an operator has paused it.</param>
/// <param name="Circuit">Guards its calls.</param>
/// <param name="Time">The clock.</param>
/// <param name="Metrics">Counts what it does.</param>
internal sealed record IngressParts(
    IJournalStore Store, IShardSender Shards, IngressDecoding Decoding, IngressGate Gate, IngressCircuit Circuit, TimeProvider Time, NodeMetrics Metrics)
{
    /// <summary>Whether records may be read.</summary>
    public bool IsOpen => Gate.PausedSince is null && Circuit.IsClosed;
}
