namespace Actors.Journal;

/// <summary>
/// The lanes of a shard as of one record, so that a new owner need not read the shard's whole log to know which positions are
/// done: it starts from here and reads the records after <see cref="AsOf"/>.
/// </summary>
/// <param name="AsOf">The last record it covers.</param>
/// <param name="Lanes">The encoded lanes; the core writes and reads them, the journal only keeps them.</param>
public sealed record LaneCheckpoint(SequenceNumber AsOf, ReadOnlyMemory<byte> Lanes);
