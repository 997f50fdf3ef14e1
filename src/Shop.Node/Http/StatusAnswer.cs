namespace Shop.Node.Http;

/// <summary>How many orders stand where, and what they come to.</summary>
internal sealed record StatusAnswer(string Status, long Orders, string Amount);
