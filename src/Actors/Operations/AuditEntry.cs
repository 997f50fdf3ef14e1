namespace Actors.Operations;

/// <summary>One line of a node's audit: a change that an operator asked for.</summary>
/// <param name="Time">When it had come to its end, in UTC.</param>
/// <param name="Node">The node that was asked.</param>
/// <param name="Principal">By which right: <c>operator</c> with the operator's token, <c>loopback</c> without.</param>
/// <param name="Who">Who asked, as the asker says.</param>
/// <param name="From">The network address of the asker.</param>
/// <param name="Command">What was asked for, such as <c>entity passivate</c>.</param>
/// <param name="Target">On what.</param>
/// <param name="Reason">Why, as the asker says.</param>
/// <param name="Stage"><c>begun</c> before it is tried, then <c>done</c>, <c>refused</c> or <c>failed</c>; <c>dry-run</c> when it was only asked about.</param>
/// <param name="Outcome">What came of it.</param>
public sealed record AuditEntry(
    DateTimeOffset Time,
    string Node,
    string Principal,
    string Who,
    string From,
    string Command,
    string Target,
    string? Reason,
    string Stage,
    string? Outcome);
