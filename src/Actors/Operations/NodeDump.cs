namespace Actors.Operations;

/// <summary>How a node's process is, for a report of trouble.</summary>
/// <param name="Node">The node.</param>
/// <param name="Version">The version of Actors.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="StartedAt">When it was started, in UTC.</param>
/// <param name="ManagedBytes">Memory of living objects, in bytes.</param>
/// <param name="WorkingSetBytes">Memory of the process, in bytes.</param>
/// <param name="Collections">How often each generation was collected.</param>
/// <param name="Threads">Threads of the pool.</param>
/// <param name="QueuedWork">Work that waits for the pool.</param>
/// <param name="Entities">Entities in memory.</param>
/// <param name="Parts">How each part is.</param>
/// <param name="Readers">How far each reader is.</param>
public sealed record NodeDump(
    string Node,
    string Version,
    string Runtime,
    int ProcessId,
    DateTimeOffset StartedAt,
    long ManagedBytes,
    long WorkingSetBytes,
    IReadOnlyList<int> Collections,
    int Threads,
    long QueuedWork,
    int Entities,
    IReadOnlyList<Health.ReadinessPart> Parts,
    IReadOnlyList<ReaderInfo> Readers);
