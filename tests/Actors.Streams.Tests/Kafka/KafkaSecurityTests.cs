using Actors.Streams.Kafka.Connections;
using Actors.Streams.Kafka.Sinks;
using Actors.Streams.Kafka.Sinks.Transactions;
using Actors.Streams.Kafka.Sources;
using Actors.Streams.Publishing;
using Actors.TestKit.Logging;
using Actors.TestKit.Time;
using Confluent.Kafka;

namespace Actors.Streams.Tests.Kafka;

/// <summary>Security settings reach librdkafka, and secrets reach nothing else.</summary>
public sealed class KafkaSecurityTests : IDisposable
{
    private const string Secret = "open-sesame-8f2e";
    private readonly string _file = Path.GetTempFileName();

    public KafkaSecurityTests() => File.WriteAllText(_file, Secret + "\n");

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-512")]
    public void Names_and_passwords_pass_through(string mechanism)
    {
        var configuration = new ClientConfig();
        With(mechanism).ApplyTo(configuration);
        Assert.Equal(
            ("SASL_SSL", mechanism, "ann", Secret),
            (configuration.Get("security.protocol"), configuration.Get("sasl.mechanism"), configuration.SaslUsername, configuration.SaslPassword));
    }

    [Fact]
    public void Tokens_and_certificates_pass_through()
    {
        var configuration = new ClientConfig();
        var connection = new KafkaConnection
        {
            BootstrapServers = "127.0.0.1:1",
            Settings = new Dictionary<string, string>
            {
                ["security.protocol"] = "SASL_SSL",
                ["sasl.mechanism"] = "OAUTHBEARER",
                ["sasl.oauthbearer.method"] = "oidc",
                ["sasl.oauthbearer.client.id"] = "shop",
                ["sasl.oauthbearer.token.endpoint.url"] = "https://127.0.0.1:1/token",
                ["ssl.ca.location"] = "/etc/shop/ca.pem",
                ["ssl.certificate.location"] = "/etc/shop/shop.pem",
                ["ssl.endpoint.identification.algorithm"] = "https",
            },
            SecretFiles = new Dictionary<string, string> { ["sasl.oauthbearer.client.secret"] = _file, ["ssl.key.password"] = _file },
        };
        connection.ApplyTo(configuration);
        Assert.Equal((SaslMechanism.OAuthBearer, "shop", Secret), (configuration.SaslMechanism, configuration.SaslOauthbearerClientId, configuration.SaslOauthbearerClientSecret));
        Assert.Equal(("/etc/shop/ca.pem", "/etc/shop/shop.pem", Secret), (configuration.SslCaLocation, configuration.SslCertificateLocation, configuration.SslKeyPassword));
        Assert.DoesNotContain(Secret, connection.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The embedded broker speaks neither TLS nor SASL: each of these clients is refused, and complains.</summary>
    [EmbeddedFact]
    public async Task No_log_and_no_error_of_a_client_that_is_refused_tells_its_secret()
    {
        using var logs = new CollectedLog();
        var connection = With("PLAIN") with { BootstrapServers = KafkaCluster.Shared.BootstrapServers };
        var source = new KafkaSource(new KafkaSourceOptions { Name = "safe", Connection = connection, GroupId = "safe", Topics = ["safe"] }, logs);
        await using var reader = await TestReader.Start(source);
        using var sink = new KafkaSink(new KafkaSinkOptions { Topic = "safe", Connection = connection, DeliveryTimeout = TimeSpan.FromSeconds(2) }, logs);
        var refused = await Assert.ThrowsAsync<SinkUnavailableException>(
            () => sink.Publish([new SinkRecord("a", "1"u8.ToArray(), [])], CancellationToken.None));
        using var transactions = new KafkaTransactionalSink(
            new KafkaTransactionalSinkOptions { Topic = "safe", TransactionalId = "safe", Connection = connection, StartTimeout = TimeSpan.FromSeconds(2) }, logs);
        var unavailable = await Assert.ThrowsAsync<SinkUnavailableException>(() => transactions.Fence(CancellationToken.None));
        await Eventually.Holds(() => logs.Lines.Any(l => l.Text.Contains("safe", StringComparison.Ordinal)) && reader.Troubles().Length > 0, reader.Troubles, TestReader.Patience);
        foreach (var text in logs.Lines.Select(l => l.ToString()).Append(refused.ToString()).Append(unavailable.ToString()).Append(reader.Troubles()))
        {
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        }
    }

    private KafkaConnection With(string mechanism) => new()
    {
        BootstrapServers = "127.0.0.1:1",
        Settings = new Dictionary<string, string> { ["security.protocol"] = "SASL_SSL", ["sasl.mechanism"] = mechanism, ["sasl.username"] = "ann" },
        SecretFiles = new Dictionary<string, string> { ["sasl.password"] = _file },
    };
}
