using System.Text;
using System.Text.Json;
using Actors.Hosting.Http;
using Actors.Hosting.Http.Problems;
using Actors.Operations;
using Microsoft.AspNetCore.Http;

namespace Actors.Hosting.Operator.Nodes;

/// <summary>
/// Lets an operator reach the whole cluster through any node. An operators' address with <c>node=NAME</c> is answered by that node, through
/// this one; with <c>nodes=NAME,NAME</c> or <c>nodes=*</c> by each of them, and a node that gives no answer in time stands among the answers with
/// the reason.
/// </summary>
internal sealed class NodeRouting(LivingNodes nodes, NodeCaller caller, TimeSpan timeout, TimeProvider time, long bodyBytesMax)
{
    private const long AnswerBytesMax = 64L * 1024 * 1024;

    /// <summary>Answers for the nodes that the request names; for this one when it names none.</summary>
    public RequestDelegate Wide(RequestDelegate here) => context =>
    {
        if (RequestParameters.Text(context.Request, "node") is { } name)
        {
            return Pass(context, nodes.Named(name), here);
        }

        var named = RequestParameters.List(context.Request, "nodes");
        return named.Count == 0 ? here(context) : Gather(context, named is ["*"] ? nodes.All : [.. named.Select(nodes.Named)], here);
    };

    /// <summary>Answers at the node that owns an entity.</summary>
    public RequestDelegate AtOwner(Func<HttpContext, EntityKey> entity, RequestDelegate here) =>
        context => Pass(context, nodes.OwnerOf(entity(context)), here);

    private async Task Pass(HttpContext context, LivingNode node, RequestDelegate here)
    {
        if (node.IsSelf)
        {
            await here(context);
            return;
        }

        try
        {
            using var answer = await caller.Ask(node, context, await Body(context), context.RequestAborted);
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            context.Response.ContentLength = answer.Content.Headers.ContentLength;
            await using var stream = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
            await Copy(stream, context);
        }
        catch (NodeSilentException exception)
        {
            throw Refusals.NodeSilent(node.Name, exception.Message);
        }
    }

    /// <summary>Passes each part on as it comes: some answers last.</summary>
    private static async Task Copy(Stream stream, HttpContext context)
    {
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, context.RequestAborted) is > 0 and var count)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, count), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private async Task Gather(HttpContext context, IReadOnlyList<LivingNode> asked, RequestDelegate here)
    {
        var body = await Body(context);
        var others = asked.Where(n => !n.IsSelf).ToDictionary(n => n.Name, n => AnswerOf(n, context, body), StringComparer.Ordinal);
        var answers = new List<NodeAnswer>();
        foreach (var node in asked)
        {
            answers.Add(node.IsSelf ? await AnswerHere(node, context, body, here) : await others[node.Name]);
        }

        await JsonAnswer.Write(context, w => JsonSerializer.Serialize(w, new NodeAnswers(answers), OperationsJson.Default.NodeAnswers));
    }

    /// <summary>Runs this node's own part with the answer kept instead of sent.</summary>
    private static async Task<NodeAnswer> AnswerHere(LivingNode node, HttpContext context, byte[] body, RequestDelegate here)
    {
        var (sent, received) = (context.Response.Body, context.Request.Body);
        using var kept = new MemoryStream();
        try
        {
            context.Response.Body = kept;
            context.Request.Body = new MemoryStream(body, writable: false);
            await here(context);
            return Read(node.Name, context.Response.StatusCode, context.Response.ContentType, kept.ToArray());
        }
        finally
        {
            context.Request.Body = received;
            context.Response.Body = sent;
            context.Response.Clear();
        }
    }

    private async Task<NodeAnswer> AnswerOf(LivingNode node, HttpContext context, byte[] body)
    {
        try
        {
            using var answer = await caller.Ask(node, context, body, context.RequestAborted);
            await using var stream = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
            using var kept = new MemoryStream();
            await CopyBounded(stream, kept, context.RequestAborted).WaitAsync(timeout, time, context.RequestAborted);
            return Read(node.Name, (int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), kept.ToArray());
        }
        catch (NodeSilentException exception)
        {
            return new NodeAnswer(node.Name, Error: exception.Message);
        }
        catch (TimeoutException)
        {
            return new NodeAnswer(node.Name, Error: $"did not end its answer within {timeout.TotalSeconds:0.###} s");
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return new NodeAnswer(node.Name, Error: $"broke off its answer: {exception.Message.TrimEnd('.')}");
        }
    }

    private static async Task CopyBounded(Stream from, MemoryStream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            to.Write(buffer, 0, count);
            if (to.Length > AnswerBytesMax)
            {
                throw new IOException($"it is larger than {AnswerBytesMax} bytes");
            }
        }
    }

    private static NodeAnswer Read(string node, int status, string? contentType, byte[] body)
    {
        if (contentType?.Contains("json", StringComparison.Ordinal) != true)
        {
            var text = JsonSerializer.SerializeToElement(Encoding.UTF8.GetString(body), OperationsJson.Default.String);
            return status < 400 ? new NodeAnswer(node, text) : new NodeAnswer(node, Error: $"answered with status {status}", Status: status);
        }

        using var document = JsonDocument.Parse(body);
        if (status < 400)
        {
            return new NodeAnswer(node, document.RootElement.Clone());
        }

        var detail = document.RootElement.TryGetProperty("detail", out var told) ? told.GetString()?.TrimEnd('.') : null;
        return new NodeAnswer(node, Error: detail ?? $"answered with status {status}", Status: status);
    }

    private async Task<byte[]> Body(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method))
        {
            return [];
        }

        if (context.Request.ContentLength is not { } length || length > bodyBytesMax)
        {
            throw Refusals.Parameters($"A change is sent with a JSON body of at most {bodyBytesMax} bytes and its Content-Length.");
        }

        var body = new byte[length];
        await context.Request.Body.ReadExactlyAsync(body, context.RequestAborted);
        return body;
    }
}
