using System.Security.Cryptography;
using Actors.Cluster.Security;
using Actors.Cluster.Tests.Links;
using Actors.TestKit.Processes;
using Actors.TestKit.Security;
using Actors.TestKit.Time;
using SmallBank;

namespace Actors.Cluster.Tests.Security;

public sealed class MutualTlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority = new("ours");

    public void Dispose()
    {
        _folder.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public async Task Nodes_of_one_authority_talk()
    {
        await using var pair = await LinkPair.Connected(options: With(Issue("a")), called: With(Issue("b")));
        Assert.Equal("https", pair.Called.Address.Scheme);
        Assert.Equal(ReplyKind.Completed, (await pair.Ask(new AccountCommand.DepositChecking(1))).Kind);
    }

    [Fact]
    public async Task A_node_of_another_authority_is_not_believed()
    {
        using var other = new TestAuthority("other");
        var caller = Issue("a");
        await using var pair = await LinkPair.Start(options: With(caller), called: With(other.Issue(_folder, "b")));
        await IsNotReached(pair);
    }

    [Fact]
    public async Task A_caller_of_another_authority_gets_no_further_than_the_handshake()
    {
        using var other = new TestAuthority("other");
        var called = Issue("b");
        var caller = other.Issue(_folder, "a", trusted: _authority);
        await using var pair = await LinkPair.Start(options: With(caller), called: With(called));
        await IsNotReached(pair);
        Assert.DoesNotContain(pair.Log.Lines, l => l.Contains("has connected", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_not_believed()
    {
        await using var pair = await LinkPair.Start(options: With(Issue("a")), called: With(_authority.Issue(_folder, "b", "10.1.2.3")));
        await IsNotReached(pair);
    }

    [Fact]
    public async Task A_caller_without_a_certificate_is_turned_away()
    {
        await using var pair = await LinkPair.Connected(options: With(Issue("a")), called: With(Issue("b")));
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=b";
        using var stranger = new HttpClient(handler);
        stranger.DefaultRequestVersion = new Version(2, 0);
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync(pair.Called.Address));
    }

    [Fact]
    public async Task A_new_certificate_is_used_for_new_connections_without_a_restart()
    {
        var (caller, called) = (Issue("a"), Issue("b"));
        await using var pair = await LinkPair.Connected(options: With(caller), called: With(called));
        using var next = new TestAuthority("next");
        var renewed = next.Issue(_folder, "renewed");
        Replace(called, renewed);
        Replace(caller, renewed);
        pair.Follow(pair.Called.Address);
        await pair.IsConnected();
        Assert.Equal(4, pair.Log.Lines.Count(l => l.Contains("is in use", StringComparison.Ordinal)));
        Assert.Contains(pair.Log.Lines, l => l.Contains("CN=renewed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_new_certificate_is_told_and_the_earlier_one_stays()
    {
        var (caller, called) = (Issue("a"), Issue("b"));
        await using var pair = await LinkPair.Connected(options: With(caller), called: With(called));
        await File.WriteAllTextAsync(called.CertificateFile, "not a certificate");
        pair.Follow(pair.Called.Address);
        await pair.IsConnected();
        Assert.Contains(pair.Log.Lines, l => l.Contains("the earlier one stays", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_that_are_no_certificates_stop_the_start()
    {
        var options = Issue("a");
        await File.WriteAllTextAsync(options.CertificateFile, "not a certificate");
        await Assert.ThrowsAnyAsync<CryptographicException>(() => NodeLink.Start(SmallBankModel.Create(), With(options)));
        var missing = With(options with { KeyFile = _folder["missing"] });
        await Assert.ThrowsAnyAsync<IOException>(() => NodeLink.Start(SmallBankModel.Create(), missing));
    }

    private static LinkOptions With(CertificateFiles files) =>
        LinkPair.Options with { Tls = new LinkTlsOptions(files.CertificateFile, files.KeyFile, files.AuthorityFile) };

    private static void Replace(CertificateFiles old, CertificateFiles renewed)
    {
        File.Copy(renewed.KeyFile, old.KeyFile, overwrite: true);
        File.Copy(renewed.CertificateFile, old.CertificateFile, overwrite: true);
        File.Copy(renewed.AuthorityFile, old.AuthorityFile, overwrite: true);
    }

    private static async Task IsNotReached(LinkPair pair)
    {
        await Eventually.Holds(() => pair.Caller.Unreachable.Count == 1, () => pair.Log);
        Assert.Equal((ReplyKind.Retry, false), await pair.Ask(new AccountCommand.DepositChecking(1)) is var reply ? (reply.Kind, reply.IsUncertain) : default);
        Assert.Empty(pair.Bank.Arrived);
    }

    private CertificateFiles Issue(string node) => _authority.Issue(_folder, node);
}
