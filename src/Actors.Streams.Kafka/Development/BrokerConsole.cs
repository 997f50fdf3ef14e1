using System.Globalization;

namespace Actors.Streams.Kafka.Development;

/// <summary>
/// Drives an embedded broker by lines of text, so that it can be a process of its own and outlive the nodes that use it:
/// <c>topic NAME PARTITIONS</c>, <c>down N</c>, <c>up N</c>, <c>delay N MILLISECONDS</c>. Each line is answered by one line,
/// <c>ok</c> or what is wrong with it. The end of the input ends the broker.
/// </summary>
public static class BrokerConsole
{
    /// <summary>Starts a broker, prints its bootstrap servers behind <c>Bootstrap servers: </c>, and obeys until the input ends.</summary>
    /// <param name="brokers">How many brokers it has.</param>
    /// <param name="input">The lines.</param>
    /// <param name="output">The answers.</param>
    /// <param name="cancellationToken">Ends it as well.</param>
    /// <exception cref="DllNotFoundException">librdkafka is not installed.</exception>
    public static async Task Run(int brokers, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        using var broker = EmbeddedBroker.Start(brokers);
        await output.WriteLineAsync($"Bootstrap servers: {broker.BootstrapServers}").ConfigureAwait(false);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        while (await input.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            await output.WriteLineAsync(Obey(broker, line)).ConfigureAwait(false);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Obey(EmbeddedBroker broker, string line)
    {
        try
        {
            switch (line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                case ["topic", var name, var partitions]:
                    broker.CreateTopic(name, Number(partitions));
                    break;
                case ["down", var number]:
                    broker.TakeDown(Number(number));
                    break;
                case ["up", var number]:
                    broker.BringUp(Number(number));
                    break;
                case ["delay", var number, var milliseconds]:
                    broker.Delay(Number(number), TimeSpan.FromMilliseconds(Number(milliseconds)));
                    break;
                default:
                    return $"'{line}' is none of: topic NAME PARTITIONS, down N, up N, delay N MILLISECONDS";
            }

            return "ok";
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or InvalidOperationException)
        {
            return exception.Message.ReplaceLineEndings(" ");
        }
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
