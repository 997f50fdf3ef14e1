namespace Actors.Journal;

/// <summary>What a journal record says. The numbers stand in journals and never change.</summary>
public enum RecordKind
{
    /// <summary>An event of the entity; raises its version.</summary>
    Event = 0,

    /// <summary>A command was rejected; the payload is the rejection.</summary>
    Rejection = 1,

    /// <summary>A command was accepted and changed nothing but, perhaps, timers.</summary>
    Nothing = 2,

    /// <summary>
    /// A command was parked: it could not be decided, or waits behind one that could not. The payload is the command; there is none where
    /// an operator has parked the entity.
    /// </summary>
    Parked = 3,

    /// <summary>A parked command was discarded by an operator or was replayed by the records that follow.</summary>
    Unparked = 4,

    /// <summary>
    /// Stands in an entity's history for its records up to here, which retention has removed. Never in the log of a shard; the payload
    /// is a snapshot, see <see cref="Retention.RemovedRecords"/>.
    /// </summary>
    Removed = 5,

    /// <summary>
    /// A command that had its outcome already, known by its id, came again at another place of a lane. The record has no effect; it keeps
    /// that place from being taken for new once the id is forgotten.
    /// </summary>
    Repeated = 6,
}
