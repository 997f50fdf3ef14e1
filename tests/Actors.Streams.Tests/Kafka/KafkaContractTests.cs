using Actors.TestKit.Contracts.Sources;

namespace Actors.Streams.Tests.Kafka;

/// <summary>The source contract over Kafka.</summary>
public sealed class KafkaSourceOrderTests : SourceOrderContract<KafkaFixture>;

/// <summary>The contract of shared sources over Kafka.</summary>
public sealed class KafkaSharedSourceTests : SharedSourceContract<KafkaFixture>;
