using Actors.Streams.Kafka.Connections;
using Actors.Streams.Publishing;

namespace Actors.Cluster.Tests.Programs;

/// <summary>A Kafka topic from which an application's nodes take commands as well.</summary>
/// <param name="BootstrapServers">The brokers; they outlive the nodes.</param>
/// <param name="Name">The topic.</param>
/// <param name="Next">What is sent next: a command that its entity accepts whenever it comes.</param>
/// <param name="Encode">A command as a record, with an id.</param>
/// <param name="IdOf">The command id that the nodes make of an id.</param>
internal sealed record ProgramTopic(
    string BootstrapServers,
    string Name,
    Func<Random, ProgramCommand> Next,
    Func<ProgramCommand, string, SinkRecord> Encode,
    Func<string, CommandId> IdOf)
{
    /// <summary>The way there. The embedded broker does not tell a batch that is sent again, so one is under way at a time.</summary>
    public KafkaConnection Connection => new()
    {
        BootstrapServers = BootstrapServers,
        Settings = new Dictionary<string, string> { ["batch.num.messages"] = "24", ["max.in.flight.requests.per.connection"] = "1" },
    };
}
