namespace Actors.Operations;

/// <summary>One loop of a node, with the shards it drives.</summary>
/// <param name="Host">Its number.</param>
/// <param name="MailboxDepth">How many messages wait to be taken.</param>
/// <param name="EntityCount">How many entities it has in memory.</param>
/// <param name="Shards">Its shards.</param>
public sealed record ShardHostInfo(int Host, int MailboxDepth, int EntityCount, IReadOnlyList<ShardInfo> Shards);
