namespace Actors.Streams.Publishing;

/// <summary>A record on its way out. Immutable.</summary>
/// <param name="Key">What keeps its order: records of one key stay in order.</param>
/// <param name="Payload">Its bytes.</param>
/// <param name="Headers">What is said beside the payload.</param>
public sealed record SinkRecord(string Key, ReadOnlyMemory<byte> Payload, IReadOnlyList<SourceHeader> Headers);
