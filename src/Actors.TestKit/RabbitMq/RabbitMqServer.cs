using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Actors.TestKit.Processes;

namespace Actors.TestKit.RabbitMq;

/// <summary>
/// A private RabbitMQ server for tests: its own folder, free ports of the loopback address, user and password <c>guest</c>. It ends
/// with its disposal, and with the process. One caller at a time.
/// </summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private const int PortAttemptsMax = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private readonly string _folder;
    private readonly RabbitMqPorts _ports;
    private readonly RabbitMqWatchdog _watchdog;

    private RabbitMqServer(string folder, RabbitMqPorts ports)
    {
        _folder = folder;
        _ports = ports;
        _watchdog = RabbitMqWatchdog.Start(folder);
    }

    /// <summary>The port for clients. It stays the same when the server is started again.</summary>
    public int Port => _ports.Clients;

    private string ProcessFile => Path.Combine(_folder, "pid");

    /// <summary>Creates a server and starts it; clients can connect when this completes.</summary>
    /// <exception cref="InvalidOperationException">RabbitMQ is not installed, or does not start; the message says what to do.</exception>
    public static async Task<RabbitMqServer> Start(RabbitMqServerOptions options, CancellationToken cancellationToken)
    {
        RabbitMqPrograms.Require();
        for (var attempt = 1; ; attempt++)
        {
            // Between finding free ports and listening on them somebody else may take one.
            var ports = RabbitMqPorts.Free();
            var server = new RabbitMqServer(RabbitMqPrograms.CreateFolder(Configuration(options, ports), options.Tls), ports);
            try
            {
                await server.Restart(cancellationToken).ConfigureAwait(false);
                return server;
            }
            catch (InvalidOperationException) when (attempt < PortAttemptsMax)
            {
                await server.DisposeAsync().ConfigureAwait(false);
            }
            catch
            {
                await server.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Starts a stopped or killed server again on its old ports; clients can connect when this completes.</summary>
    public async Task Restart(CancellationToken cancellationToken)
    {
        File.Delete(ProcessFile);
        RabbitMqPrograms.Start(_folder, _ports);
        var waited = Stopwatch.StartNew();
        while (!await Listens(cancellationToken).ConfigureAwait(false))
        {
            if (waited.Elapsed > Patience || (ProcessId() is { } id && !Runs(id)))
            {
                throw new InvalidOperationException($"RabbitMQ did not start on port {Port}: {await Output(cancellationToken).ConfigureAwait(false)}");
            }

            await Task.Delay(Poll, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops the server in good order.</summary>
    public Task Stop(CancellationToken cancellationToken) => End("TERM", cancellationToken);

    /// <summary>Kills the server as a crash would.</summary>
    public Task Kill(CancellationToken cancellationToken) => End("KILL", cancellationToken);

    /// <summary>Takes the processor from the server for a while: connections stay open and nothing is answered.</summary>
    /// <param name="duration">For how long.</param>
    /// <param name="cancellationToken">Gives up before it is held up.</param>
    /// <returns>When it is held up: a task that completes when it goes on.</returns>
    public async Task<Task> HoldUp(TimeSpan duration, CancellationToken cancellationToken)
    {
        await Send("STOP", cancellationToken).ConfigureAwait(false);
        return GoOnAfter(duration);
    }

    /// <summary>Ends the server and deletes its folder.</summary>
    public ValueTask DisposeAsync()
    {
        _watchdog.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Configuration(RabbitMqServerOptions options, RabbitMqPorts ports) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {Listener(options, ports)}
        log.file.level = warning
        disk_free_limit.absolute = 50MB
        vm_memory_high_watermark.absolute = 1GB
        max_message_size = {options.MessageBytesMax}

        """);

    private static string Listener(RabbitMqServerOptions options, RabbitMqPorts ports) => options.Tls is null
        ? string.Create(CultureInfo.InvariantCulture, $"listeners.tcp.1 = 127.0.0.1:{ports.Clients}")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"""
            listeners.tcp = none
            listeners.ssl.1 = 127.0.0.1:{ports.Clients}
            ssl_options.certfile = {RabbitMqPrograms.FolderMark}/{RabbitMqPrograms.CertificateFile}
            ssl_options.keyfile = {RabbitMqPrograms.FolderMark}/{RabbitMqPrograms.KeyFile}
            ssl_options.cacertfile = {RabbitMqPrograms.FolderMark}/{RabbitMqPrograms.AuthorityFile}
            ssl_options.verify = verify_peer
            ssl_options.fail_if_no_peer_cert = true
            """);

    private static bool Runs(int id) => Directory.Exists($"/proc/{id}");

    private async Task GoOnAfter(TimeSpan duration)
    {
        await Task.Delay(duration, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
        await Send("CONT", CancellationToken.None).ConfigureAwait(false);
    }

    private async Task Send(string signal, CancellationToken cancellationToken)
    {
        using var kill = ProcessStarts.Start("kill", [$"-{signal}", File.ReadAllText(ProcessFile).Trim()]);
        await kill.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task End(string signal, CancellationToken cancellationToken)
    {
        if (ProcessId() is not { } id)
        {
            return;
        }

        await Send(signal, cancellationToken).ConfigureAwait(false);
        var waited = Stopwatch.StartNew();
        while (Runs(id))
        {
            if (waited.Elapsed > Patience)
            {
                throw new InvalidOperationException("The RabbitMQ server is still there after its end was asked for.");
            }

            await Task.Delay(Poll, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }

        File.Delete(ProcessFile);
    }

    private int? ProcessId() =>
        File.Exists(ProcessFile) && int.TryParse(File.ReadAllText(ProcessFile).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private async Task<bool> Listens(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task<string> Output(CancellationToken cancellationToken)
    {
        var output = await File.ReadAllTextAsync(Path.Combine(_folder, "out"), cancellationToken).ConfigureAwait(false);
        return output.Length > 1000 ? output[^1000..] : output.Trim();
    }
}
