namespace Actors.Streams.CloudEvents;

/// <summary>Compares media types without their parameters.</summary>
internal static class MediaType
{
    /// <summary>Whether two types are the same, whatever their parameters and case.</summary>
    public static bool IsSame(string one, string other) => MemoryExtensions.Equals(Bare(one), Bare(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether data of a type is JSON; no type means JSON.</summary>
    public static bool IsJson(string? type) =>
        type is null || IsSame(type, "application/json") || IsSame(type, "text/json") || Bare(type).EndsWith("+json", StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> type) => (type.IndexOf(';') is var end and >= 0 ? type[..end] : type).Trim();

}
