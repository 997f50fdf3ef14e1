using Confluent.Kafka;

namespace Actors.Streams.Kafka.Connections;

/// <summary>
/// How to reach a cluster. Everything that librdkafka can be told (TLS, SASL with PLAIN, SCRAM or OAUTHBEARER, time-outs) passes
/// through under librdkafka's own names. Secrets come from environment variables or files, are read when a client is made, and appear
/// neither in this record's text nor in any log.
/// </summary>
public sealed record KafkaConnection
{
    private static readonly string[] SecretWords = ["password", "secret", "ssl.key.pem", "sasl.oauthbearer.config", "sasl.jaas"];

    /// <summary>The brokers to ask first: <c>host:port</c>, several with commas between them.</summary>
    public required string BootstrapServers { get; init; }

    /// <summary>
    /// Settings by librdkafka's names, such as <c>security.protocol</c> = <c>SASL_SSL</c>, <c>sasl.mechanism</c>, <c>sasl.username</c>
    /// or <c>ssl.ca.location</c>. Those that a source relies on are refused. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Secret settings, such as <c>sasl.password</c>, and the environment variable that holds each. Default: none.</summary>
    public IReadOnlyDictionary<string, string> SecretVariables { get; init; } = new Dictionary<string, string>();

    /// <summary>Secret settings and the file that holds each; a line end behind it is cut off. Default: none.</summary>
    public IReadOnlyDictionary<string, string> SecretFiles { get; init; } = new Dictionary<string, string>();

    /// <summary>The names of the settings only: a text of a connection may be logged.</summary>
    public override string ToString() =>
        $"Kafka at {BootstrapServers} with {string.Join(", ", Settings.Keys.Concat(SecretVariables.Keys).Concat(SecretFiles.Keys).Order(StringComparer.Ordinal))}";

    /// <summary>What is wrong with it; nothing when it can be used.</summary>
    internal IEnumerable<string> Faults(IReadOnlySet<string> reserved)
    {
        if (string.IsNullOrWhiteSpace(BootstrapServers))
        {
            yield return "BootstrapServers is empty; name at least one host:port.";
        }

        foreach (var name in Settings.Keys.Where(n => Array.Exists(SecretWords, w => n.Contains(w, StringComparison.OrdinalIgnoreCase))))
        {
            yield return $"'{name}' is a secret: name an environment variable in SecretVariables or a file in SecretFiles instead.";
        }

        foreach (var name in Settings.Keys.Concat(SecretVariables.Keys).Concat(SecretFiles.Keys).Where(reserved.Contains))
        {
            yield return $"'{name}' cannot be set: it is set by other options, or exactly-once relies on its value.";
        }

        foreach (var (name, variable) in SecretVariables.Where(s => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(s.Value))))
        {
            yield return $"The environment variable '{variable}', which should hold '{name}', is not set.";
        }

        foreach (var (name, path) in SecretFiles.Where(s => !File.Exists(s.Value)))
        {
            yield return $"The file '{path}', which should hold '{name}', does not exist.";
        }
    }

    /// <summary>Puts it into a client's configuration.</summary>
    internal void ApplyTo(ClientConfig configuration)
    {
        configuration.BootstrapServers = BootstrapServers;
        foreach (var (name, value) in Settings)
        {
            configuration.Set(name, value);
        }

        foreach (var (name, variable) in SecretVariables)
        {
            configuration.Set(name, Environment.GetEnvironmentVariable(variable));
        }

        foreach (var (name, path) in SecretFiles)
        {
            configuration.Set(name, File.ReadAllText(path).TrimEnd('\r', '\n'));
        }
    }
}
