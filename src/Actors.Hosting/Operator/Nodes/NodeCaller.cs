using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Actors.Hosting.Http;
using Actors.Hosting.Listening;
using Actors.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Actors.Hosting.Operator.Nodes;

/// <summary>Passes an operator's question on to another node, with the operator's own right and name: the other node decides for itself.</summary>
internal sealed class NodeCaller : IDisposable
{
    // The nodes' own parameters are for the node that was asked.
    private static readonly HashSet<string> NotPassedOn = new(["node", "nodes"], StringComparer.OrdinalIgnoreCase);
    private readonly HttpClient _client;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    public NodeCaller(HttpApiOptions http, TimeSpan timeout, TimeProvider time)
    {
        _timeout = timeout;
        _time = time;
        var handler = new SocketsHttpHandler { ConnectTimeout = timeout, AllowAutoRedirect = false, UseProxy = false, UseCookies = false };
        if (http.AuthorityFile is { } file)
        {
            var authorities = HttpCertificate.Authorities(file);
            handler.SslOptions = new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = SslProtocols.None,
                CertificateChainPolicy = PolicyOf(authorities),
            };
        }

        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Asks, and waits for the head of the answer.</summary>
    /// <param name="node">Whom.</param>
    /// <param name="context">The request of the operator.</param>
    /// <param name="body">Its body.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NodeSilentException">It gives no answer in time, or another node answers at its address.</exception>
    public async Task<HttpResponseMessage> Ask(LivingNode node, HttpContext context, byte[] body, CancellationToken cancellationToken)
    {
        if (node.Address is not { } address)
        {
            throw new NodeSilentException("has not told where its HTTP interface is");
        }

        try
        {
            using var message = MessageOf(context, address, body);
            var answer = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .WaitAsync(_timeout, _time, cancellationToken);
            return Check(answer, node, address);
        }
        catch (TimeoutException)
        {
            throw new NodeSilentException($"did not answer at {address} within {_timeout.TotalSeconds:0.###} s");
        }
        catch (HttpRequestException exception)
        {
            throw new NodeSilentException($"does not answer at {address}: {(exception.InnerException ?? exception).Message.TrimEnd('.')}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static X509ChainPolicy PolicyOf(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    /// <summary>An address that is left over may be another node's by now.</summary>
    private static HttpResponseMessage Check(HttpResponseMessage answer, LivingNode node, Uri address)
    {
        var name = answer.Headers.TryGetValues(NodeAnswers.NodeHeader, out var values) ? values.FirstOrDefault() : null;
        if (name == Uri.EscapeDataString(node.Name))
        {
            return answer;
        }

        answer.Dispose();
        throw new NodeSilentException(name is null ? $"is not what answers at {address}" : $"is not at {address}: {Uri.UnescapeDataString(name)} answers there");
    }

    private static HttpRequestMessage MessageOf(HttpContext context, Uri address, byte[] body)
    {
        var request = context.Request;
        var path = context.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?', 2)[0].TrimStart('/');
        var query = QueryString.Create(request.Query.Where(q => !NotPassedOn.Contains(q.Key)).SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v))));
        var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(address, $"{path}{query}"));
        foreach (var header in (string[])[HeaderNames.Authorization, ChangeRequest.OperatorHeader])
        {
            if (request.Headers.TryGetValue(header, out var value))
            {
                message.Headers.TryAddWithoutValidation(header, (IEnumerable<string?>)value);
            }
        }

        if (!HttpMethods.IsGet(request.Method))
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.TryAddWithoutValidation(HeaderNames.ContentType, request.ContentType);
        }

        return message;
    }
}
