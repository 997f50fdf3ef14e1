using Actors.Runtime.Supervision;
using Actors.Runtime.Tail;
using Actors.Runtime.Telemetry;
using Microsoft.Extensions.Logging;

namespace Actors.Runtime.Sharding;

/// <summary>What a shard region needs from its node.</summary>
internal sealed record RegionServices(
    JournalTail Tail, HealthBoard Health, Supervisor Supervisor, Lease Lease, NodeMetrics Metrics, TimeProvider Time, ILogger Logger);
