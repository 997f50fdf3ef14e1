using Actors.TestKit.Contracts.Sinks;

namespace Actors.Streams.Tests.InMemory;

/// <summary>The sink contract over the sink in memory.</summary>
public sealed class InMemorySinkContractTests : SinkContract<InMemorySinkFixture>;

/// <summary>The faults of the sink contract over the sink in memory.</summary>
public sealed class InMemorySinkFaultTests : SinkFaultContract<InMemorySinkFixture>;
