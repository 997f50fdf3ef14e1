namespace Actors.Streams.Tests.Kafka;

/// <summary>The same as <see cref="EmbeddedFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EmbeddedTheoryAttribute : TheoryAttribute
{
    public EmbeddedTheoryAttribute() => Skip = EmbeddedFactAttribute.Reason;
}
