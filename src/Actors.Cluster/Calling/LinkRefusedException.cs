namespace Actors.Cluster.Calling;

/// <summary>A node answers, and does not want to talk.</summary>
/// <param name="reason">Its reason, for people.</param>
internal sealed class LinkRefusedException(string reason) : Exception(reason);
