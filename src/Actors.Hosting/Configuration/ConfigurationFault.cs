namespace Actors.Hosting.Configuration;

/// <summary>One setting that is wrong.</summary>
/// <param name="Key">Its full key, such as <c>Actors:Port</c>.</param>
/// <param name="Value">The value that was found; <see langword="null"/> when it is missing.</param>
/// <param name="Expected">What would be right.</param>
public sealed record ConfigurationFault(string Key, string? Value, string Expected)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Key} = {(Value is null ? "(missing)" : $"'{Value}'")}: {Expected}.";
}
