using Actors.Journal;

namespace Actors.TestKit.InMemory;

/// <summary>Applies one record to the rows of a build.</summary>
/// <param name="rows">The rows by key; values are immutable. What it changes is taken back if it or a later handler of the batch throws.</param>
/// <param name="record">The record.</param>
/// <param name="isRebuilding">Whether readers do not see the build.</param>
public delegate void InMemoryProjectionHandler(IDictionary<string, object> rows, JournalRecord record, bool isRebuilding);
