using System.CommandLine;
using Actors.Streams.Kafka.Development;

namespace Shop.Node.Running;

/// <summary>The command line of <c>broker</c>.</summary>
internal static class BrokerCommand
{
    private static readonly Option<int> Brokers = new("--brokers") { Description = "How many brokers it has, 1 to 16.", DefaultValueFactory = _ => 1 };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        Brokers.Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && (!int.TryParse(token.Value, out var value) || value is < 1 or > EmbeddedBroker.BrokersMax))
            {
                result.AddError($"--brokers takes a whole number from 1 to {EmbeddedBroker.BrokersMax}, not '{token.Value}'.");
            }
        });
        var command = new Command(
            "broker", "Runs an embedded Kafka broker for development in a process of its own, until its input ends. It keeps nothing on disk. Its input takes: topic NAME PARTITIONS, down N, up N, delay N MILLISECONDS.")
        {
            Brokers,
        };
        command.SetAction(async (parsed, token) =>
        {
            await BrokerConsole.Run(parsed.GetValue(Brokers), Console.In, Console.Out, token);
            return ExitCode.Good;
        });
        return command;
    }
}
