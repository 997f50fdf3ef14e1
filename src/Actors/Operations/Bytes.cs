using System.Text.Json;

namespace Actors.Operations;

/// <summary>Bytes in answers and requests: JSON where they are JSON, else base 64.</summary>
internal static class Bytes
{
    /// <summary>Shows bytes in one of the two forms, or in none when there are none.</summary>
    public static (JsonElement? Json, string? Base64) Show(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return (null, null);
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            return (document.RootElement.Clone(), null);
        }
        catch (JsonException)
        {
            return (null, Convert.ToBase64String(bytes.Span));
        }
    }
}
