namespace Actors.Streams.Tests.Kafka;

/// <summary>A test that makes brokers fail, which only the embedded broker can be told to.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EmbeddedFactAttribute : FactAttribute
{
    public EmbeddedFactAttribute()
    {
        if (KafkaCluster.RealServers is not null)
        {
            Skip = "It makes brokers fail, which cannot be asked of the real cluster that ACTORS_KAFKA names.";
        }
    }
}
