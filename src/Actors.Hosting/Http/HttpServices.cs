namespace Actors.Hosting.Http;

/// <summary>What the application's own addresses share with the node's: limits, and the way that faults become problems.</summary>
internal sealed class HttpServices(HttpApiOptions options, RequestGate gate) : IDisposable
{
    public HttpApiOptions Options => options;

    public RequestGate Gate => gate;

    public void Dispose() => gate.Dispose();
}
