using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Actors.Cluster.Tests.Links;

/// <summary>Passes bytes on between two sockets, and can cut them or swallow what they send.</summary>
internal sealed class CuttableRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly CancellationTokenSource _ending = new();
    private Task _accepting = Task.CompletedTask;

    /// <summary>Whether bytes go nowhere, as behind a cut cable.</summary>
    public volatile bool IsSilent;

    /// <summary>Starts to pass bytes on.</summary>
    /// <returns>Where to call it.</returns>
    public Uri To(Uri target)
    {
        _listener.Start();
        _accepting = Accept(target);
        return new UriBuilder(target) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
    }

    /// <summary>Breaks every connection.</summary>
    public void Cut()
    {
        while (_sockets.TryTake(out var socket))
        {
            socket.Close(0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        await _accepting;
        Cut();
        _ending.Dispose();
        _listener.Dispose();
    }

    private async Task Accept(Uri target)
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptSocketAsync(_ending.Token);
                var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await far.ConnectAsync(IPAddress.Loopback, target.Port, _ending.Token);
                _sockets.Add(near);
                _sockets.Add(far);
                _ = Pass(near, far);
                _ = Pass(far, near);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Pass(Socket from, Socket to)
    {
        var buffer = new byte[64 << 10];
        try
        {
            while (await from.ReceiveAsync(buffer, _ending.Token) is > 0 and var count)
            {
                if (!IsSilent)
                {
                    await to.SendAsync(buffer.AsMemory(0, count), _ending.Token);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It was cut.
        }

        from.Close();
        to.Close();
    }
}
