using System.Text;
using Actors.Streams.RabbitMq.Connections;
using Actors.Streams.RabbitMq.Sources;
using Actors.TestKit.RabbitMq;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Actors.Streams.Tests.RabbitMq;

/// <summary>A private server and a way to write to it. Tests that break nothing share one, with queues of their own.</summary>
internal sealed class RabbitMqBroker : IAsyncDisposable
{
    private static readonly TimeSpan ConfirmTimeout = TimeSpan.FromSeconds(5);
    private static readonly Lazy<Task<RabbitMqBroker>> Common = new(() => Start());
    private IConnection? _connection;
    private IChannel? _channel;

    private RabbitMqBroker(RabbitMqServer server) => Server = server;

    /// <summary>The one that most tests share; it ends with the process.</summary>
    public static Task<RabbitMqBroker> Shared => Common.Value;

    public RabbitMqServer Server { get; }

    public RabbitMqConnection Connection => new() { Hosts = $"127.0.0.1:{Server.Port}" };

    public static async Task<RabbitMqBroker> Start(RabbitMqServerOptions? options = null) =>
        new(await RabbitMqServer.Start(options ?? new RabbitMqServerOptions(), CancellationToken.None));

    /// <summary>A name that no other test has.</summary>
    public static string NewName(string prefix) => $"{prefix}-{Guid.NewGuid():n}";

    public RabbitMqQueueSourceOptions QueueOptions(string queue) => new() { Name = "test", Connection = Connection, Queue = queue };

    public RabbitMqStreamSourceOptions StreamOptions(string stream) => new()
    {
        Name = "test",
        Connection = Connection,
        Stream = stream,
        BufferRecordsMax = 512,
        TakeOverEvery = TimeSpan.FromMilliseconds(200),
    };

    /// <summary>Runs something on a channel that waits for confirmations.</summary>
    public async Task On(Func<IChannel, Task> work)
    {
        if (_channel is not { IsOpen: true })
        {
            var factory = new ConnectionFactory { HostName = "127.0.0.1", Port = Server.Port, AutomaticRecoveryEnabled = false };
            _connection = await factory.CreateConnectionAsync();
            _channel = await _connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        }

        await work(_channel);
    }

    public Task CreateQueue(string queue) => On(c => c.QueueDeclareAsync(
        queue, true, false, false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-single-active-consumer"] = true }));

    public Task CreateStream(string stream) =>
        On(c => c.QueueDeclareAsync(stream, true, false, false, new Dictionary<string, object?> { ["x-queue-type"] = "stream" }));

    /// <summary>Sends messages, which are there when this completes.</summary>
    public Task Send(string queue, IEnumerable<(string? Id, string Text)> messages) => On(async channel =>
    {
        foreach (var batch in messages.Chunk(200))
        {
            await Task.WhenAll(batch.Select(m => channel.BasicPublishAsync(
                string.Empty, queue, true, m.Id is null ? new BasicProperties() : new BasicProperties { MessageId = m.Id }, Encoding.UTF8.GetBytes(m.Text)).AsTask()));
        }
    });

    /// <summary>
    /// Sends one message on a connection of its own. A server that has just been killed may refuse it or never confirm it, and may have it all
    /// the same.
    /// </summary>
    /// <returns>Whether it was confirmed in time.</returns>
    public async Task<bool> TrySend(string queue, string id, string text)
    {
        using var patience = new CancellationTokenSource(ConfirmTimeout);
        var factory = new ConnectionFactory { HostName = "127.0.0.1", Port = Server.Port, AutomaticRecoveryEnabled = false };
        try
        {
            await using var connection = await factory.CreateConnectionAsync(patience.Token);
            await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), patience.Token);
            await channel.BasicPublishAsync(
                string.Empty, queue, true, new BasicProperties { MessageId = id }, Encoding.UTF8.GetBytes(text), patience.Token);
            return true;
        }
        catch (Exception exception) when (exception is PublishException or OperationCanceledException or BrokerUnreachableException or AlreadyClosedException)
        {
            return false;
        }
    }

    /// <summary>Sends messages, each with an id of its own.</summary>
    public Task Send(string queue, IEnumerable<string> lines) => Send(queue, lines.Select(l => ((string?)NewName("m"), l)));

    /// <summary>Takes at least so many messages, and whatever else is there then, without removing any.</summary>
    public async Task<IReadOnlyList<BasicDeliverEventArgs>> Peek(string queue, int count)
    {
        var taken = new List<BasicDeliverEventArgs>();
        var factory = new ConnectionFactory { HostName = "127.0.0.1", Port = Server.Port, AutomaticRecoveryEnabled = false };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        while (true)
        {
            if (await channel.BasicGetAsync(queue, autoAck: false) is { } got)
            {
                taken.Add(new BasicDeliverEventArgs(
                    string.Empty, got.DeliveryTag, got.Redelivered, got.Exchange, got.RoutingKey, got.BasicProperties, got.Body.ToArray()));
            }
            else if (taken.Count >= count)
            {
                return taken;
            }
        }
    }

    /// <summary>How many messages wait in a queue and were not delivered.</summary>
    public async Task<uint> Ready(string queue)
    {
        var ready = 0u;
        await On(async channel => ready = (await channel.QueueDeclarePassiveAsync(queue)).MessageCount);
        return ready;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.AbortAsync();
        }

        await Server.DisposeAsync();
    }
}
