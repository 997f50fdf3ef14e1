using System.IO.Pipelines;
using System.Net;
using Actors.Membership.Wire;

namespace Actors.Cluster.Calling;

/// <summary>One request that never ends: what is written goes to the other node, what it answers is read.</summary>
internal sealed class OpenLink(HttpMessageInvoker invoker, DuplexContent content) : IAsyncDisposable
{
    private const int ReadBytes = 64 << 10;
    private readonly HttpRequestMessage _request = new(HttpMethod.Post, (Uri?)null)
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Content = content,
    };

    private HttpResponseMessage? _response;

    /// <summary>To the other node.</summary>
    public Stream Output { get; private set; } = Stream.Null;

    /// <summary>From the other node.</summary>
    public PipeReader Input { get; private set; } = PipeReader.Create(Stream.Null);

    /// <summary>What was agreed on.</summary>
    public LinkWelcome Welcome { get; set; } = new(0, 0);

    /// <summary>Opens the connection.</summary>
    public async Task Connect(Uri address, CancellationToken cancellationToken)
    {
        _request.RequestUri = address;
        _response = await invoker.SendAsync(_request, cancellationToken).ConfigureAwait(false);
        if (_response.StatusCode != HttpStatusCode.OK)
        {
            throw new IOException($"It answers with status {(int)_response.StatusCode}: that is not the port of a link.");
        }

        Output = await content.Opened.WaitAsync(cancellationToken).ConfigureAwait(false);
        var stream = await _response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        Input = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: ReadBytes, minimumReadSize: ReadBytes / 4));
    }

    /// <summary>Ends the request, and with it the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        content.Finish();
        _response?.Dispose();
        invoker.Dispose();
        await Input.CompleteAsync().ConfigureAwait(false);
        _request.Dispose();
    }
}
