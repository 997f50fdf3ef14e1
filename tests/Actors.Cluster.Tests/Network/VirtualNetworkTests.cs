using System.Net;
using System.Net.Sockets;
using Actors.TestKit.Time;

namespace Actors.Cluster.Tests.Network;

/// <summary>The wire itself: what is cut does not arrive, what is slow arrives late, what is lost is sent again by TCP.</summary>
public sealed class VirtualNetworkTests
{
    private const int Port = 7;

    [NetworkFact]
    public async Task A_link_carries_loses_delays_and_cuts_what_is_sent()
    {
        await using var network = await VirtualNetwork.Create(seed: 1);
        var place = await network.Add();

        // Nobody listens there, so the kernel of the other place answers each call itself: it refuses.
        Assert.Equal(SocketError.ConnectionRefused, await Call(place, TimeSpan.FromSeconds(20)));
        network.Between(network.Outside, place, new LinkState(LossPerMille: 200));
        Assert.Equal(SocketError.ConnectionRefused, await Call(place, TimeSpan.FromSeconds(60)));

        network.Set(place, network.Outside, new LinkState(Delay: TimeSpan.FromMilliseconds(300)));
        network.Set(network.Outside, place, LinkState.Good);
        var started = TimeProvider.System.GetTimestamp();
        Assert.Equal(SocketError.ConnectionRefused, await Call(place, TimeSpan.FromSeconds(20)));
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(250));

        network.Set(place, network.Outside, LinkState.Cut);
        Assert.Equal(SocketError.TimedOut, await Call(place, TimeSpan.FromSeconds(1.5)));
        network.Heal();
        await Eventually.Holds(async () => await Call(place, TimeSpan.FromSeconds(20)) == SocketError.ConnectionRefused);
    }

    private static async Task<SocketError> Call(NetworkPlace place, TimeSpan within)
    {
        using var deadline = new CancellationTokenSource(within, TimeProvider.System);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(place.Address), Port), deadline.Token);
            return SocketError.Success;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
        catch (OperationCanceledException)
        {
            return SocketError.TimedOut;
        }
    }
}
