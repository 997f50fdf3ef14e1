namespace Actors.Streams.Publishing;

/// <summary>Takes records out, such as to a Kafka topic. One caller at a time.</summary>
public interface ISink
{
    /// <summary>
    /// Publishes records, those of one key in order; completes when all are durable where they went. After a failure some may be
    /// there: the caller publishes all of them again, so each arrives at least once.
    /// </summary>
    /// <exception cref="SinkUnavailableException">They could not all be published within the sink's time limit.</exception>
    /// <exception cref="RecordRefusedException">One of them can never be published, such as one that is too large.</exception>
    Task Publish(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken);
}
