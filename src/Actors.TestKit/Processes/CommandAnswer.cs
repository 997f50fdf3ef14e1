namespace Actors.TestKit.Processes;

/// <summary>What a node answered to a command.</summary>
/// <param name="IsAccepted">Whether it was accepted; otherwise the entity rejected it.</param>
/// <param name="Text">The answer's body.</param>
public sealed record CommandAnswer(bool IsAccepted, string Text);
