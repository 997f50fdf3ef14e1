namespace Actors.Cluster.Tests.Programs;

/// <summary>A command and whom it is for.</summary>
internal sealed record ProgramCommand(EntityKey Entity, object Command);
