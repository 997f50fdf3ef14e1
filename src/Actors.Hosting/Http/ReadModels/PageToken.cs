using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Actors.Hosting.Http.ReadModels;

/// <summary>
/// The place where a page ended, as a text that clients hand back and do not read: the values of the last row by which the list is
/// sorted. So rows that come or go between two pages neither repeat nor hide others.
/// </summary>
public static class PageToken
{
    private const int LengthMax = 4_096;

    /// <summary>Makes a token.</summary>
    public static string Of(params IReadOnlyList<string> parts) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes([.. parts], PageTokenJson.Default.StringArray));

    /// <summary>Reads a token; <see langword="null"/> when it is none.</summary>
    public static IReadOnlyList<string>? Read(string text)
    {
        if (text.Length > LengthMax || !Base64Url.IsValid(text))
        {
            return null;
        }

        try
        {
            var parts = JsonSerializer.Deserialize(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)), PageTokenJson.Default.StringArray);
            return parts is null || parts.Contains(null) ? null : parts;
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            return null;
        }
    }
}
