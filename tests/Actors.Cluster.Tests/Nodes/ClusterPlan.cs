using Actors.Cluster.Tests.Network;
using Actors.Cluster.Tests.Programs;

namespace Actors.Cluster.Tests.Nodes;

/// <summary>What a cluster of a drill consists of.</summary>
internal sealed record ClusterPlan
{
    /// <summary>How many nodes start.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>What each of them runs.</summary>
    public IClusterProgram Program { get; init; } = new BankProgram();

    /// <summary>The network that they are in, each at a place of its own; <see langword="null"/> for this machine's loopback.</summary>
    public VirtualNetwork? Network { get; init; }

    /// <summary>Whether the database has a synchronous standby.</summary>
    public bool HasStandby { get; init; }
}
