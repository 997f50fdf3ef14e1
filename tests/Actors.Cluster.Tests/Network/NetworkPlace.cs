namespace Actors.Cluster.Tests.Network;

/// <summary>A place in a network: a namespace of its own with one address, or this process's own namespace.</summary>
/// <param name="Number">The last part of its address.</param>
/// <param name="Address">Its address.</param>
/// <param name="Launcher">What starts a program in it; empty for this process's own namespace.</param>
internal sealed record NetworkPlace(int Number, string Address, IReadOnlyList<string> Launcher);
