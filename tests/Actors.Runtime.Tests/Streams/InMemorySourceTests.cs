using Actors.TestKit.Contracts.Sources;

namespace Actors.Runtime.Tests.Streams;

/// <summary>The source contract over an input in memory.</summary>
public sealed class InMemorySourceTests : SourceOrderContract<InMemorySourceFixture>;

/// <summary>The contract of shared sources over an input in memory.</summary>
public sealed class InMemorySharedSourceTests : SharedSourceContract<InMemorySourceFixture>;

/// <summary>The source contract over a file.</summary>
public sealed class FileSourceContractTests : SourceOrderContract<FileSourceFixture>;
