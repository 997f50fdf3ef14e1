using Actors.TestKit.Contracts.Sinks;

namespace Actors.Streams.Tests.Kafka.Sinks;

/// <summary>The sink contract over a topic.</summary>
public sealed class KafkaSinkContractTests : SinkContract<KafkaSinkFixture>;

/// <summary>The sink contract over a topic that is published to in transactions.</summary>
public sealed class TransactionalSinkContractTests : SinkContract<TransactionalSinkFixture>;

/// <summary>The faults of the sink contract over a topic; always on embedded brokers, which alone can be told to fail.</summary>
public sealed class KafkaSinkBrokerTests : SinkFaultContract<BreakableKafkaSinkFixture>;

/// <summary>The faults of the sink contract over a topic that is published to in transactions; on embedded brokers.</summary>
public sealed class TransactionalSinkBrokerTests : SinkFaultContract<BreakableTransactionalSinkFixture>;
