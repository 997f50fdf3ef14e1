using Actors.DeadLettering;
using Actors.Journal;
using Actors.Runtime.Sharding;
using Actors.Runtime.Supervision;
using Actors.Runtime.Tail;
using Actors.Runtime.Telemetry;
using Microsoft.Extensions.Logging;

namespace Actors.Runtime.Readers.Builds;

/// <summary>What the runners of builds share on a node.</summary>
internal sealed record BuildServices(
    IJournal Journal,
    JournalTail Tail,
    IOwnedShards Owned,
    IDeadLetterStore Letters,
    HealthBoard Health,
    RateLimit Rate,
    ProjectionOptions Options,
    NodeMetrics Metrics,
    TimeProvider Time,
    ILogger Logger);
