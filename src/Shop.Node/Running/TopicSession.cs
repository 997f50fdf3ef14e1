using Actors.Streams.CloudEvents;
using Shop.Node.Kafka;
using Shop.Publishing;

namespace Shop.Node.Running;

/// <summary>A run whose commands come from a topic that others fill: it goes on until it is stopped.</summary>
internal static class TopicSession
{
    /// <summary>Reads, and serves, until the token falls.</summary>
    public static async Task<int> Run(ShopNode node, KafkaPipeline kafka, RunOptions options, CancellationToken cancellationToken)
    {
        Console.WriteLine($"Listening on {node.Address}.");
        Console.WriteLine($"Taking the commands of topic {options.Topic}. {kafka.Title}");
        var decoder = new CloudEventsDecoder(node.System.Model, ShopCommands.Routes(node.System.Model));
        var ingress = node.System.Connect(kafka.Source(options.Topic!, options.Group ?? options.Topic!), decoder);
        var running = ingress.Run(cancellationToken);
        Console.WriteLine($"Serving on {node.Address} until Ctrl-C; try {node.Address}/sales/countries and {node.Address}/openapi/v1.json");
        await running;
        Console.WriteLine("Stopping.");
        return ExitCode.Good;
    }
}
