namespace Actors.Streams.Tests.Samples;

/// <summary>Tests that measure the memory of the process: none runs beside another test.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MemoryCollection
{
    public const string Name = "memory";
}
