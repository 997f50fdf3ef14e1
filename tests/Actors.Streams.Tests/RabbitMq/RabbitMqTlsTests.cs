using Actors.Streams.RabbitMq.Connections;
using Actors.TestKit.Processes;
using Actors.TestKit.RabbitMq;
using Actors.TestKit.Security;
using RabbitMQ.Client.Exceptions;

namespace Actors.Streams.Tests.RabbitMq;

/// <summary>TLS to a broker that demands it, with a certificate of its own authority.</summary>
public sealed class RabbitMqTlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority = new("ours");
    private readonly TestAuthority _other = new("other");

    public void Dispose()
    {
        _authority.Dispose();
        _other.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_client_with_a_certificate_of_the_brokers_authority_is_served_and_no_other()
    {
        await using var broker = await RabbitMqBroker.Start(new RabbitMqServerOptions { Tls = _authority.Issue(_folder, "broker") });
        var trusted = _authority.Issue(_folder, "client");
        await Connect(broker, trusted);

        var stranger = _other.Issue(_folder, "stranger", trusted: _authority);
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => Connect(broker, stranger));
        var credulous = _authority.Issue(_folder, "credulous", trusted: _other);
        await Assert.ThrowsAsync<BrokerUnreachableException>(() => Connect(broker, credulous));
    }

    private static async Task Connect(RabbitMqBroker broker, CertificateFiles files)
    {
        var tls = new RabbitMqTls { CertificateFile = files.CertificateFile, KeyFile = files.KeyFile, AuthorityFile = files.AuthorityFile };
        await using var connection = await RabbitMqClient.Connect(broker.Connection with { Tls = tls }, "test", CancellationToken.None);
        await using var channel = await connection.CreateChannelAsync();
        Assert.True(channel.IsOpen);
    }
}
