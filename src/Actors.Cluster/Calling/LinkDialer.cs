using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using Actors.Cluster.Receiving;
using Actors.Cluster.Security;
using Actors.Membership;
using Actors.Membership.Wire;

namespace Actors.Cluster.Calling;

/// <summary>Opens connections to other nodes. Thread-safe.</summary>
/// <param name="versions">What this node speaks.</param>
/// <param name="options">The settings of the link.</param>
/// <param name="certificates">The certificates of the link, if it is encrypted.</param>
/// <param name="time">The clock.</param>
internal sealed class LinkDialer(LinkVersions versions, LinkOptions options, LinkCertificates? certificates, TimeProvider time)
{
    /// <summary>Calls a node and says hello.</summary>
    /// <exception cref="LinkRefusedException">The node answers, and does not want to talk.</exception>
    /// <exception cref="IOException">The node does not answer.</exception>
    public async Task<OpenLink> Open(NodeId self, NodeId node, Uri address, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var open = new OpenLink(Invoker(), new DuplexContent());
        try
        {
            await open.Connect(new Uri(address, LinkListener.Path), either.Token).ConfigureAwait(false);
            var buffer = new WireBuffer();
            new LinkHello(versions, self, node).WriteTo(buffer);
            await open.Output.WriteAsync(buffer.Written, either.Token).ConfigureAwait(false);
            await open.Output.FlushAsync(either.Token).ConfigureAwait(false);
            open.Welcome = await ReadAnswer(open.Input, either.Token).ConfigureAwait(false);
            return open;
        }
        catch (Exception exception)
        {
            await open.DisposeAsync().ConfigureAwait(false);
            throw exception switch
            {
                OperationCanceledException when !cancellationToken.IsCancellationRequested =>
                    new IOException($"It did not answer within {options.ConnectTimeout.TotalSeconds} s.", exception),
                HttpRequestException => new IOException(exception.InnerException?.Message ?? exception.Message, exception),
                _ => exception,
            };
        }
    }

    private static async Task<LinkWelcome> ReadAnswer(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            var bytes = read.Buffer;
            try
            {
                if (FrameCodec.TryRead(ref bytes, out var frame))
                {
                    return frame.Kind switch
                    {
                        FrameKind.Welcome => LinkWelcome.Read(frame.Body),
                        FrameKind.Refused => throw new LinkRefusedException(System.Text.Encoding.UTF8.GetString(frame.Body)),
                        _ => throw new IOException("It does not answer like a node."),
                    };
                }
            }
            catch (FormatException exception)
            {
                throw new IOException($"It does not answer like a node: {exception.Message}", exception);
            }
            finally
            {
                input.AdvanceTo(bytes.Start, bytes.End);
            }

            if (read.IsCompleted)
            {
                throw new IOException("It hung up without an answer.");
            }
        }
    }

    /// <summary>A connection of its own for each call: one that is dead must not be found again in a pool.</summary>
    private HttpMessageInvoker Invoker()
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = options.ConnectTimeout,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            InitialHttp2StreamWindowSize = 1 << 20,
        };
        if (certificates is not null)
        {
            handler.SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = [certificates.Own],
                RemoteCertificateValidationCallback = (_, certificate, _, errors) => certificates.Trusts(certificate, errors),
            };
        }

        return new HttpMessageInvoker(handler, disposeHandler: true);
    }
}
