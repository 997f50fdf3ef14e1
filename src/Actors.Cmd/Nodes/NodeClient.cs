using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Operations;

namespace Actors.Cmd.Nodes;

/// <summary>Speaks to one node. Whatever goes wrong is told for people.</summary>
internal sealed class NodeClient : IDisposable
{
    private readonly HttpClient _client;
    private readonly Uri _node;

    /// <summary>Opens the way to a node.</summary>
    /// <param name="node">Its address.</param>
    /// <param name="token">The token; <see langword="null"/> when there is none.</param>
    /// <param name="who">Who asks, for the audit.</param>
    /// <param name="authorities">The authorities that the node's certificate may come from; <see langword="null"/> trusts those of this machine.</param>
    public NodeClient(Uri node, string? token, string who, X509Certificate2Collection? authorities)
    {
        _node = node;
        _client = new HttpClient(HandlerOf(authorities)) { BaseAddress = node, Timeout = TimeSpan.FromMinutes(2) };
        _client.DefaultRequestHeaders.Add(ChangeRequest.OperatorHeader, who);
        if (token is not null)
        {
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <summary>Reads a text.</summary>
    public async Task<string> Text(string path, CancellationToken cancellationToken)
    {
        using var answer = await Send(() => new HttpRequestMessage(HttpMethod.Get, path), HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>Reads JSON of any form.</summary>
    public async Task<JsonElement> Json(string path, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await Text(path, cancellationToken));
        return document.RootElement.Clone();
    }

    /// <summary>Reads a record.</summary>
    public async Task<T> Get<T>(string path, JsonTypeInfo<T> form, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize(await Text(path, cancellationToken), form)
            ?? throw new PbmException(ExitCode.Refused, $"{_node} answered with nothing.");

    /// <summary>Asks for a change and reads what became of it.</summary>
    public Task<ChangeResult> Change<T>(string path, T body, JsonTypeInfo<T> form, CancellationToken cancellationToken) =>
        Post(path, body, form, OperationsJson.Default.ChangeResult, cancellationToken);

    /// <summary>Sends a record and reads another one.</summary>
    public async Task<TAnswer> Post<T, TAnswer>(string path, T body, JsonTypeInfo<T> form, JsonTypeInfo<TAnswer> answerForm, CancellationToken cancellationToken)
    {
        // As bytes with a length: nodes take no change of unknown size.
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, form);
        using var answer = await Send(
            () => new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bytes) { Headers = { ContentType = new("application/json") } } },
            HttpCompletionOption.ResponseContentRead,
            cancellationToken);
        return await answer.Content.ReadFromJsonAsync(answerForm, cancellationToken)
            ?? throw new PbmException(ExitCode.Refused, $"{_node} answered with nothing.");
    }

    /// <summary>Opens an answer that lasts.</summary>
    public async Task<StreamReader> Open(string path, CancellationToken cancellationToken)
    {
        var answer = await Send(() => new HttpRequestMessage(HttpMethod.Get, path), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static SocketsHttpHandler HandlerOf(X509Certificate2Collection? authorities)
    {
        var handler = new SocketsHttpHandler();
        if (authorities is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return handler;
    }

    private async Task<HttpResponseMessage> Send(
        Func<HttpRequestMessage> request, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer;
        try
        {
            using var message = request();
            answer = await _client.SendAsync(message, completion, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new PbmException(ExitCode.Unreachable, $"{_node} does not answer: {(exception.InnerException ?? exception).Message}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PbmException(ExitCode.Unreachable, $"{_node} did not answer within {_client.Timeout.TotalSeconds} s.");
        }

        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            var code = answer.StatusCode switch
            {
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ExitCode.NoRight,
                HttpStatusCode.BadGateway => ExitCode.Unreachable, // Another node, which this one was to ask.
                _ => ExitCode.Refused,
            };
            throw new PbmException(code, await DetailOf(answer, cancellationToken));
        }
    }

    private static async Task<string> DetailOf(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            using var problem = JsonDocument.Parse(text);
            return problem.RootElement.GetProperty("detail").GetString() ?? text;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"The node answered with status {(int)answer.StatusCode}. {text}".TrimEnd();
        }
    }
}
