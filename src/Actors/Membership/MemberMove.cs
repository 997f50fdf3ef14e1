namespace Actors.Membership;

/// <summary>A member to move on.</summary>
/// <param name="Node">Which.</param>
/// <param name="To">Where to.</param>
internal sealed record MemberMove(NodeId Node, MemberStatus To);
