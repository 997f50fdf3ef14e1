using Actors.TestKit.Contracts.Sinks;
using Actors.TestKit.Contracts.Sources;

namespace Actors.Streams.Tests.RabbitMq;

/// <summary>The order contract over a queue.</summary>
public sealed class QueueOrderTests : SourceOrderContract<QueueFixture>;

/// <summary>The contract of shared sources over a queue.</summary>
public sealed class SharedQueueTests : SharedSourceContract<QueueFixture>;

/// <summary>The order contract over a stream.</summary>
public sealed class StreamOrderTests : SourceOrderContract<StreamFixture>;

/// <summary>The contract of shared sources over a stream.</summary>
public sealed class SharedStreamTests : SharedSourceContract<StreamFixture>;

/// <summary>The sink contract over an exchange.</summary>
public sealed class RabbitMqSinkContractTests : SinkContract<RabbitMqSinkFixture>;

/// <summary>The faults of the sink contract over an exchange.</summary>
public sealed class RabbitMqSinkFaultTests : SinkFaultContract<BreakableRabbitMqSinkFixture>;
