using Actors.TestKit.Contracts.Sinks;

namespace Actors.Streams.Tests.Kafka.Sinks;

/// <summary>The same on an embedded broker of its own.</summary>
public sealed class BreakableTransactionalSinkFixture : TransactionalSinkFixture, IBreakableSinkFixture
{
    protected override bool HasOwnBroker => true;
}
