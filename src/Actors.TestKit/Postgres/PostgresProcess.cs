using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Actors.TestKit.Postgres;

/// <summary>The server's process, known by the file in which the server writes its number.</summary>
internal static class PostgresProcess
{
    private const int PortMin = 15_000;
    private const int PortEnd = 32_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// A port of the loopback address that nobody listens on now, from below those that the system gives to outgoing connections: while the
    /// server is down one of these could take its port, even a client's that tries to reach it and so reaches itself.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, RandomNumberGenerator.GetInt32(PortMin, PortEnd));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Somebody listens there: another one.
            }
        }
    }

    /// <summary>Kills the server and its children, and waits until they are gone: before that it cannot be started again.</summary>
    public static async Task Kill(string data, CancellationToken cancellationToken)
    {
        var processes = SignalKill(data);
        var waited = Stopwatch.StartNew();
        while (processes.Any(id => Directory.Exists($"/proc/{id}")))
        {
            if (waited.Elapsed > Patience)
            {
                throw new InvalidOperationException("The killed PostgreSQL server is still there after 30 seconds.");
            }

            await Task.Delay(Poll, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Kills the server and its children.</summary>
    /// <returns>Their numbers; none when the server does not run.</returns>
    private static List<int> SignalKill(string data)
    {
        var file = Path.Combine(data, "postmaster.pid");
        if (!File.Exists(file)
            || !int.TryParse(File.ReadLines(file).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var server)
            || !Serves(server, data))
        {
            return [];
        }

        List<int> all = [server, .. Children(server)];
        foreach (var id in all)
        {
            SignalKill(id);
        }

        return all;
    }

    // The file outlives a killed server, and its number may be another process's by now.
    private static bool Serves(int id, string data)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Contains(data, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void SignalKill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended already.
        }
    }

    private static List<int> Children(int parent)
    {
        try
        {
            return [.. File.ReadAllText($"/proc/{parent}/task/{parent}/children")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
