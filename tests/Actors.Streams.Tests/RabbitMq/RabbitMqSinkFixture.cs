using Actors.Streams.Publishing;
using Actors.Streams.RabbitMq.Sinks;
using Actors.TestKit.Contracts.Sinks;
using RabbitMQ.Client;

namespace Actors.Streams.Tests.RabbitMq;

/// <summary>An exchange of its own on the shared server, with a quorum queue that takes everything.</summary>
public class RabbitMqSinkFixture : ISinkFixture
{
    private readonly string _name = RabbitMqBroker.NewName("out");

    public int OversizedBytes => (16 * 1024 * 1024) + 1;

    private protected RabbitMqBroker Broker { get; private set; } = null!;

    public async Task Create(CancellationToken cancellationToken)
    {
        Broker = await Connect();
        await Broker.On(async channel =>
        {
            await channel.ExchangeDeclareAsync(_name, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
            await channel.QueueDeclareAsync(
                _name, true, false, false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: cancellationToken);
            await channel.QueueBindAsync(_name, _name, "#", cancellationToken: cancellationToken);
        });
        await Settle(cancellationToken);
    }

    public ISink Open(TimeSpan limit) => new RabbitMqSink(new RabbitMqSinkOptions { Connection = Broker.Connection, Exchange = _name, DeliveryTimeout = limit });

    public async Task<IReadOnlyList<SinkRecord>> Arrived(int count, CancellationToken cancellationToken) =>
    [
        .. (await Broker.Peek(_name, count)).Select(d => new SinkRecord(
            d.RoutingKey, d.Body, [.. d.BasicProperties.Headers!.Where(h => h.Value is byte[]).Select(h => new SourceHeader(h.Key, (byte[])h.Value!))])),
    ];

    public async ValueTask DisposeAsync()
    {
        await End();
        GC.SuppressFinalize(this);
    }

    private protected virtual Task Settle(CancellationToken cancellationToken) => Task.CompletedTask;

    private protected virtual Task End() => Task.CompletedTask;

    private protected virtual Task<RabbitMqBroker> Connect() => RabbitMqBroker.Shared;
}
