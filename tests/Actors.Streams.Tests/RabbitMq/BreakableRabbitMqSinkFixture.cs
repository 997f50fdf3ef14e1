using Actors.TestKit.Contracts.Sinks;

namespace Actors.Streams.Tests.RabbitMq;

/// <summary>The same on a server of its own, which is killed, started again, and held up.</summary>
public sealed class BreakableRabbitMqSinkFixture : RabbitMqSinkFixture, IBreakableSinkFixture
{
    private Task _resuming = Task.CompletedTask;

    /// <summary>A queue is on disk some time after it was declared; a server that is stopped in good order has written it.</summary>
    private protected override async Task Settle(CancellationToken cancellationToken)
    {
        await Broker.Server.Stop(cancellationToken);
        await Broker.Server.Restart(cancellationToken);
    }

    public Task TakeDown(CancellationToken cancellationToken) => Broker.Server.Kill(cancellationToken);

    public Task BringUp(CancellationToken cancellationToken) => Broker.Server.Restart(cancellationToken);

    public async Task SlowDown(TimeSpan delay, CancellationToken cancellationToken) =>
        _resuming = await Broker.Server.HoldUp(delay, cancellationToken);

    private protected override async Task End()
    {
        await _resuming;
        await Broker.DisposeAsync();
    }

    private protected override Task<RabbitMqBroker> Connect() => RabbitMqBroker.Start();
}
