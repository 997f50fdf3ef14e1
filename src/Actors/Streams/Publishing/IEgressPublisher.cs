using Actors.Journal;
using Actors.Projections;

namespace Actors.Streams.Publishing;

/// <summary>A reader of the journal that publishes its events: an operator sees it among the outputs, and can let it publish an event again.</summary>
public interface IEgressPublisher : IProjectionStore
{
    /// <summary>The egress that it publishes. Several publishers have the same one where each has a slice of the shards.</summary>
    ReaderName Egress { get; }

    /// <summary>
    /// Maps one event anew and publishes it, behind whatever is out by now, marked with the header <see cref="Publishing.Egress.ReplayedHeader"/>. The
    /// offsets stay. At least once. May be called while <see cref="IProjectionStore.Apply"/> runs, and waits for its turn.
    /// </summary>
    /// <returns>Whether there was something to publish; not when the mapping keeps the event inside.</returns>
    /// <exception cref="SinkUnavailableException">The sink is away, or this publisher does not publish at the moment.</exception>
    /// <exception cref="RecordRefusedException">The sink does not take this record.</exception>
    /// <remarks>Throws whatever the mapping throws.</remarks>
    Task<bool> Republish(JournalRecord record, CancellationToken cancellationToken);
}
