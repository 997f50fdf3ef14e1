namespace Actors.Streams;

/// <summary>
/// A partition that cannot be read again from a place, such as a queue that forgets what was acknowledged and delivers again what was
/// not. Its positions count the deliveries of one reading and mean nothing later, so no place is kept and its commands have no lane:
/// each needs an id, from the decoder or else <see cref="SourceRecord.MessageId"/>, and takes effect once while that is among the
/// ids that its entity remembers. Its <see cref="ISource.Lane"/> is only a name. It is read once.
/// </summary>
/// <remarks>
/// <see cref="ISourcePartition.Settled"/> is called as soon as something is durable, often. At most as many records may be delivered
/// and not settled as an entity remembers ids; then whatever comes again is known.
/// </remarks>
public interface IQueuePartition : ISourcePartition;
