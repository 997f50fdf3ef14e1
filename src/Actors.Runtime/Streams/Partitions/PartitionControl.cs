using Actors.Runtime.Supervision;

namespace Actors.Runtime.Streams.Partitions;

/// <summary>What the partitions of one ingress share.</summary>
/// <param name="Name">The ingress's name.</param>
/// <param name="Options">How it treats its records.</param>
/// <param name="Health">Where it says how it is.</param>
/// <param name="Time">The clock.</param>
internal sealed record PartitionControl(string Name, IngressOptions Options, HealthBoard Health, TimeProvider Time);
