using Actors.Streams.RabbitMq.Connections;

namespace Actors.Streams.RabbitMq.Sources;

/// <summary>What can be wrong with the options of both kinds of source.</summary>
internal static class SourceFaults
{
    private const int NameMax = 40;
    private const int QueueMax = 140;

    public static IEnumerable<string> Of(string name, string queue, string option, RabbitMqConnection connection)
    {
        if (name.Length is 0 or > NameMax || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            yield return $"Name is '{name}'; use 1 to {NameMax} lower-case letters, digits and hyphens.";
        }

        if (queue.Length is 0 or > QueueMax || queue.Any(char.IsControl))
        {
            yield return $"{option} is '{queue}'; use 1 to {QueueMax} characters.";
        }

        foreach (var fault in connection.Faults())
        {
            yield return fault;
        }
    }

    public static Lane LaneOf(string name, string queue) => new($"rabbitmq:{name}/{queue}");
}
