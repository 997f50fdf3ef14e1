using Actors.Schema;

namespace Actors.Cluster.Calling;

/// <summary>A message whose reply is awaited.</summary>
/// <param name="Entity">Whom it is for.</param>
/// <param name="Definition">Reads the reply.</param>
/// <param name="ReplyTo">Takes the reply.</param>
/// <param name="Deadline">When its time is over, as a timestamp.</param>
internal readonly record struct PendingAsk(EntityKey Entity, EntityDefinition Definition, IReplySink ReplyTo, long Deadline);
