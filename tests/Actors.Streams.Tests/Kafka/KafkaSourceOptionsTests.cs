using Actors.Streams.Kafka.Connections;
using Actors.Streams.Kafka.Sources;

namespace Actors.Streams.Tests.Kafka;

/// <summary>Wrong options are refused at once, all together and readably; secrets stay secret.</summary>
public sealed class KafkaSourceOptionsTests
{
    private static readonly KafkaSourceOptions Good = new()
    {
        Name = "orders",
        Connection = new KafkaConnection { BootstrapServers = "127.0.0.1:1" },
        GroupId = "shop",
        Topics = ["orders"],
    };

    [Fact]
    public void The_defaults_are_right() => Assert.Equal("orders", new KafkaSource(Good).Name);

    [Fact]
    public void Every_fault_is_named()
    {
        var fault = Assert.Throws<ArgumentException>(() => new KafkaSource(Good with
        {
            Name = "Orders!",
            GroupId = " ",
            Topics = [],
            BufferRecordsMax = 1,
            RevokeTimeout = TimeSpan.Zero,
            Sharing = KafkaSharing.Cluster,
            GroupInstanceId = "member-1",
            Connection = new KafkaConnection
            {
                BootstrapServers = "",
                Settings = new Dictionary<string, string> { ["sasl.password"] = "open sesame", ["auto.offset.reset"] = "latest" },
                SecretVariables = new Dictionary<string, string> { ["ssl.key.password"] = "ACTORS_TEST_NOT_SET" },
                SecretFiles = new Dictionary<string, string> { ["sasl.oauthbearer.client.secret"] = "no-such-file" },
            },
        }));
        foreach (var part in new[]
            { "Orders!", "GroupId", "Topics", "BufferRecordsMax", "RevokeTimeout", "GroupInstanceId", "BootstrapServers", "sasl.password", "auto.offset.reset", "ACTORS_TEST_NOT_SET", "no-such-file" })
        {
            Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("open sesame", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Security_settings_pass_through_and_no_secret_is_in_the_text_of_the_options()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "open sesame\n");
        var options = Good with
        {
            Connection = Good.Connection with
            {
                Settings = new Dictionary<string, string> { ["security.protocol"] = "sasl_ssl", ["sasl.mechanism"] = "SCRAM-SHA-512", ["sasl.username"] = "ann" },
                SecretFiles = new Dictionary<string, string> { ["sasl.password"] = file },
            },
        };
        Assert.Empty(options.Faults());
        var configuration = KafkaConsumers.ConfigurationOf(options);
        Assert.Equal(("ann", "open sesame"), (configuration.SaslUsername, configuration.SaslPassword));
        Assert.DoesNotContain("open sesame", options.ToString(), StringComparison.Ordinal);
        Assert.Contains("sasl.password", options.ToString(), StringComparison.Ordinal);
        File.Delete(file);
    }
}
