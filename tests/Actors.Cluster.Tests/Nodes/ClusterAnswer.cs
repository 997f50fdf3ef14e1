using Actors.TestKit.Processes;

namespace Actors.Cluster.Tests.Nodes;

/// <summary>A command that was answered.</summary>
/// <param name="Entity">Whom it was for.</param>
/// <param name="Id">Its id.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Took">From its first sending to its answer.</param>
internal sealed record ClusterAnswer(EntityKey Entity, CommandId Id, CommandAnswer Answer, TimeSpan Took);
