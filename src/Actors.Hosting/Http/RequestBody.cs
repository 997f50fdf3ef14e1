using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Hosting.Http.Problems;
using Actors.Schema;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Actors.Hosting.Http;

/// <summary>Reads a request's body as a message, within the size limit.</summary>
internal static class RequestBody
{
    public static async Task<object> Read(HttpContext context, IMessageCodec codec, long bytesMax)
    {
        RequireMediaType(context.Request, codec.ContentType);
        var bytes = await ReadBytes(context, bytesMax);
        try
        {
            return codec.Decode(bytes.WrittenSpan);
        }
        catch (FormatException exception)
        {
            throw BodyFault.From(exception, codec);
        }
    }

    /// <summary>Reads a request of an operator; no body means one without members.</summary>
    public static async Task<T> Read<T>(HttpContext context, JsonTypeInfo<T> type, long bytesMax)
        where T : class
    {
        RequireMediaType(context.Request, "application/json");
        var bytes = await ReadBytes(context, bytesMax);
        try
        {
            return JsonSerializer.Deserialize(bytes.WrittenSpan, type) ?? throw Refusals.Body("The body must be an object, not null.");
        }
        catch (JsonException exception)
        {
            throw BodyFault.From(new FormatException(exception.Message, exception));
        }
    }

    private static void RequireMediaType(HttpRequest request, string expected)
    {
        var suffix = expected == "application/json" ? "json" : null;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var found)
            || !(found.MediaType.Equals(expected, StringComparison.OrdinalIgnoreCase)
                || (suffix is not null && found.Suffix.Equals(suffix, StringComparison.OrdinalIgnoreCase)))
            || (found.Charset.HasValue && !found.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                && !found.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase)))
        {
            throw Refusals.MediaType(request.ContentType, expected);
        }
    }

    private static async Task<ArrayBufferWriter<byte>> ReadBytes(HttpContext context, long bytesMax)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = bytesMax;
        }

        if (context.Request.ContentLength > bytesMax)
        {
            throw Refusals.TooLarge(bytesMax);
        }

        var buffer = new ArrayBufferWriter<byte>((int)Math.Clamp(context.Request.ContentLength ?? 1024, 256, 64 * 1024));
        while (true)
        {
            var read = await context.Request.Body.ReadAsync(buffer.GetMemory(1024), context.RequestAborted);
            if (read == 0)
            {
                return buffer;
            }

            // Servers differ in how they keep the limit; this one holds on all of them.
            buffer.Advance(read);
            if (buffer.WrittenCount > bytesMax)
            {
                throw Refusals.TooLarge(bytesMax);
            }
        }
    }
}
