namespace Actors.Operations;

/// <summary>One setting as a node uses it.</summary>
/// <param name="Key">Its full key, such as <c>Actors:Port</c>.</param>
/// <param name="Value">Its value; secrets are not told.</param>
public sealed record NodeSetting(string Key, string Value);
