namespace Actors.Operations;

/// <summary>One reader of a node: what reads the journal or an input.</summary>
/// <param name="Kind"><c>ingress</c>, <c>reaction</c>, <c>side-effect</c> or <c>projection</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Lag">How many durable records it has not done; <see langword="null"/> where nobody knows.</param>
/// <param name="InHand">How many records it has read and not done.</param>
/// <param name="AgeSeconds">For how long it has had records in hand and finished none, in seconds, as far as was observed.</param>
public sealed record ReaderInfo(string Kind, string Name, long? Lag, long InHand, double AgeSeconds);
