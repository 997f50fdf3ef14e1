using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Actors.Cluster.Tests.Network;

/// <summary>
/// A network of real network namespaces on this machine: each place has the kernel's whole TCP of its own, and this process is the
/// wire between them, which can be cut, slowed down and made lossy for each direction. It needs no part of the kernel but namespaces and
/// TUN devices, and the rights of root. What it made goes with its disposal, and with the process. Thread-safe.
/// </summary>
internal sealed class VirtualNetwork : IAsyncDisposable
{
    private const int NetworksMax = 250;
    private static readonly Lazy<string?> Obstacle = new(FindObstacle);
    private static int _networks = Environment.ProcessId % NetworksMax;

    private readonly ConcurrentDictionary<int, TunDevice> _devices = [];
    private readonly ConcurrentDictionary<(int From, int To), LinkState> _links = [];
    private readonly List<Thread> _readers = [];
    private readonly DelayLine _delays = new();
    private readonly Random _random;
    private readonly int _number;
    private readonly NamespaceWatchdog _watchdog = NamespaceWatchdog.Start();

    private VirtualNetwork(int number, int seed)
    {
        _number = number;
        _random = new Random(seed);
        Outside = new NetworkPlace(254, AddressOf(254), []);
    }

    /// <summary>Why there can be no network here; <see langword="null"/> where there can.</summary>
    public static string? WhyNot => Obstacle.Value;

    /// <summary>Where this process is: its clients, and whatever else runs in its own namespace.</summary>
    public NetworkPlace Outside { get; }

    /// <summary>Makes a network that has only this process in it.</summary>
    /// <param name="seed">Decides which packets are lost.</param>
    /// <exception cref="InvalidOperationException">It cannot be made here; the message says why.</exception>
    public static async Task<VirtualNetwork> Create(int seed)
    {
        for (var attempt = 1; ; attempt++)
        {
            // The first namespace of a network is also the proof that no other process has a network of its number.
            var network = new VirtualNetwork(Interlocked.Increment(ref _networks) % NetworksMax, seed);
            try
            {
                await network.Namespace(0);
                await network.Connect(network.Outside, null);
                return network;
            }
            catch (InvalidOperationException) when (attempt < 20)
            {
                await network.DisposeAsync();
            }
            catch
            {
                await network.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Adds a place with a namespace of its own.</summary>
    public async Task<NetworkPlace> Add()
    {
        var number = _devices.Count; // Outside is one of them, so the first is 1.
        var name = await Namespace(number);
        var place = new NetworkPlace(number, AddressOf(number), ["nsenter", $"--net=/run/netns/{name}"]);
        await Connect(place, name);
        return place;
    }

    /// <summary>Sets how one direction is.</summary>
    public void Set(NetworkPlace from, NetworkPlace to, LinkState state) => _links[(from.Number, to.Number)] = state;

    /// <summary>Sets how both directions are.</summary>
    public void Between(NetworkPlace one, NetworkPlace other, LinkState state)
    {
        Set(one, other, state);
        Set(other, one, state);
    }

    /// <summary>Makes all links good.</summary>
    public void Heal() => _links.Clear();

    /// <summary>Ends it; what runs in its namespaces should have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        // A reader waits in the kernel until its device is gone, so the devices go first.
        await Task.WhenAll(_devices.Keys.Select(number => Remove(number)));
        foreach (var reader in _readers)
        {
            reader.Join();
        }

        foreach (var device in _devices.Values)
        {
            device.Dispose();
        }

        _delays.Dispose();
        _watchdog.Dispose();
    }

    private static string? FindObstacle()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return "Network namespaces need the rights of root.";
        }

        try
        {
            Task.Run(async () =>
            {
                await using var network = await Create(seed: 0);
                await network.Add();
            }).GetAwaiter().GetResult();
            return null;
        }
        catch (Exception exception)
        {
            return $"Network namespaces cannot be made here: {exception.Message}";
        }
    }

    private static async Task Run(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{string.Join(' ', words)}' says: {error.Trim()}");
        }
    }

    // 198.18.0.0/15 is set aside for measuring networks, so nobody's real network is hidden.
    private string AddressOf(int place) => string.Create(CultureInfo.InvariantCulture, $"198.18.{_number}.{place}");

    private string DeviceOf(int place) => string.Create(CultureInfo.InvariantCulture, $"actors{_number}x{place}");

    private string NamespaceOf(int place) => string.Create(CultureInfo.InvariantCulture, $"actors-{_number}-{place}");

    private async Task<string> Namespace(int place)
    {
        var name = NamespaceOf(place);
        await Run("ip", "netns", "add", name);
        _watchdog.Watch(name);
        return name;
    }

    private async Task Connect(NetworkPlace place, string? name)
    {
        var device = DeviceOf(place.Number);
        var tun = TunDevice.Create(device);
        _devices[place.Number] = tun;
        string[] within = [];
        if (name is not null)
        {
            await Run("ip", "link", "set", device, "netns", name);
            within = ["-n", name];
            await Run(["ip", .. within, "link", "set", "lo", "up"]);
        }

        await Run(["ip", .. within, "address", "add", $"{place.Address}/24", "dev", device]);
        await Run(["ip", .. within, "link", "set", device, "mtu", $"{TunDevice.PacketMax}", "txqueuelen", "10000", "up"]);
        var reader = new Thread(() => Carry(place.Number, tun)) { IsBackground = true, Name = device };
        _readers.Add(reader);
        reader.Start();
    }

    private async Task Remove(int place)
    {
        string[] within = place == Outside.Number ? [] : ["-n", NamespaceOf(place)];
        await Run(["ip", .. within, "link", "delete", DeviceOf(place)]);
    }

    private void Carry(int from, TunDevice device)
    {
        var packet = new byte[TunDevice.PacketMax];
        for (var length = device.Read(packet); length > 0; length = device.Read(packet))
        {
            const int Version4 = 4;
            if (packet[0] >> 4 == Version4 && _devices.TryGetValue(packet[19], out var target))
            {
                Carry(packet, length, target, _links.GetValueOrDefault((from, packet[19]), LinkState.Good));
            }
        }
    }

    private void Carry(byte[] packet, int length, TunDevice target, LinkState link)
    {
        if (link.IsCut || (link.LossPerMille > 0 && Draw() < link.LossPerMille))
        {
            return;
        }

        if (link.Delay > TimeSpan.Zero)
        {
            _delays.Add(packet.AsSpan(0, length).ToArray(), target, link.Delay);
        }
        else
        {
            target.Write(packet, length);
        }
    }

    private int Draw()
    {
        lock (_random)
        {
            return _random.Next(1000);
        }
    }
}
