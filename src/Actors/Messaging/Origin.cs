namespace Actors;

/// <summary>Who and what caused a message; carried from a command to its events and on to the commands they lead to.</summary>
/// <param name="CorrelationId">Names the whole story, from the first request to the last reaction.</param>
/// <param name="CausationId">Names the message that directly caused this one.</param>
/// <param name="Principal">The authenticated sender.</param>
/// <param name="TraceParent">The W3C trace context of the sender.</param>
public sealed record Origin(
    string? CorrelationId = null, string? CausationId = null, string? Principal = null, string? TraceParent = null)
{
    /// <summary>Nothing is known.</summary>
    public static readonly Origin Unknown = new();
}
