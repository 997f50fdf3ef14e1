using Actors.Journal;

namespace Actors.Runtime.Readers.Builds;

/// <summary>A handler has failed for good, and its projection is to stop there.</summary>
internal sealed class HandlerFailedException(JournalRecord record, Exception reason)
    : Exception($"{record.Type} of {record.Entity} at {record.Shard}:{record.Sequence}: {reason.GetType().Name}: {reason.Message}", reason);
