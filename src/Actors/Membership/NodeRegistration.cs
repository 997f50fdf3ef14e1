namespace Actors.Membership;

/// <summary>What a node tells when it joins.</summary>
/// <param name="Name">Its configured name; see <see cref="NodeId"/> for what it may be.</param>
/// <param name="Address">Where other nodes reach its link; <see langword="null"/> when nobody is to call it.</param>
/// <param name="Roles">What it does.</param>
/// <param name="HttpAddress">Where its HTTP interface is reached, so that one node can ask the others for an operator; <see langword="null"/> without one.</param>
/// <param name="Lease">The lease after a heartbeat, by which the others judge it; <see langword="null"/> when they are to take their own.</param>
public sealed record NodeRegistration(string Name, Uri? Address, MemberRoles Roles, Uri? HttpAddress = null, TimeSpan? Lease = null);
