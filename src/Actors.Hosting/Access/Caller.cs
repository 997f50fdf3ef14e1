namespace Actors.Hosting.Access;

/// <summary>Who a token stands for.</summary>
/// <param name="Name">The name that records and the audit keep; the same for all who share a token without a name.</param>
/// <param name="IsReadOnly">Whether he may look and change nothing.</param>
internal sealed record Caller(string Name, bool IsReadOnly = false);
