namespace Actors.Streams.Tests.Kafka;

/// <summary>A test that makes brokers fail, which only an embedded broker in this process can be told to.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EmbeddedFactAttribute : FactAttribute
{
    public EmbeddedFactAttribute() => Skip = Reason;

    /// <summary>Why such a test is skipped; <see langword="null"/> when it is not.</summary>
    public static string? Reason => KafkaCluster.RealServers is null
        ? null
        : "It needs the interface of the embedded broker (brokers down, late answers, errors of single requests), which the cluster that ACTORS_KAFKA names has not.";
}
