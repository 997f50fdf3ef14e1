namespace Actors.Health;

/// <summary>Whether one part of a node can do its work.</summary>
/// <param name="Name">The part, such as <c>journal</c>.</param>
/// <param name="IsReady">Whether it can.</param>
/// <param name="Since">Since when, in UTC, it is as it is.</param>
/// <param name="Detail">For people: what it waits for; <see langword="null"/> when there is nothing to say.</param>
public sealed record ReadinessPart(string Name, bool IsReady, DateTimeOffset Since, string? Detail = null)
{
    /// <summary>Whether the part has trouble that does not keep the node from its work, such as a broker that is away: the node stays ready.</summary>
    public bool IsDegraded { get; init; }
}
