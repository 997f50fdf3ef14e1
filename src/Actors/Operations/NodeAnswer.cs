using System.Text.Json;

namespace Actors.Operations;

/// <summary>What one node of a cluster answered to an operator's question.</summary>
/// <param name="Node">The node.</param>
/// <param name="Answer">Its answer; <see langword="null"/> when it gave none.</param>
/// <param name="Error">Why there is no answer, for people.</param>
/// <param name="Status">The HTTP status of a node that refused; <see langword="null"/> for one that answered, or was silent.</param>
public sealed record NodeAnswer(string Node, JsonElement? Answer = null, string? Error = null, int? Status = null);
