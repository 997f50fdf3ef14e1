using System.Buffers;
using System.Text.Json;
using Actors.Hosting.Http.Problems;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Http;

/// <summary>Writes answers. An answer is built whole before its first byte leaves, so that a failure can still become a problem.</summary>
internal static class JsonAnswer
{
    public static Task Write(HttpContext context, Action<Utf8JsonWriter> write) =>
        Write(context, StatusCodes.Status200OK, "application/json", write);

    public static Task Write(HttpContext context, Problem problem, TimeSpan retryAfter)
    {
        if (problem.IsTransient)
        {
            context.Response.Headers.RetryAfter =
                ((long)Math.Ceiling(retryAfter.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return Write(context, problem.Status, "application/problem+json", problem.Write);
    }

    public static ArrayBufferWriter<byte> Build(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer);
        write(writer);
        writer.Flush();
        return buffer;
    }

    private static async Task Write(HttpContext context, int status, string contentType, Action<Utf8JsonWriter> write)
    {
        var body = Build(write);
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.WrittenCount;
        if (response.Headers.CacheControl.Count == 0)
        {
            response.Headers.CacheControl = "no-store";
        }

        await response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }
}
