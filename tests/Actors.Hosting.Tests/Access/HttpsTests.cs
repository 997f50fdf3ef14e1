using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Actors.Cmd;
using Actors.Hosting.Configuration;
using Actors.Hosting.Http;
using Actors.Hosting.Tests.Node;
using Actors.Hosting.Tests.Operator;

namespace Actors.Hosting.Tests.Access;

/// <summary>The HTTP interface over TLS.</summary>
public sealed class HttpsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actors-https-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Nodes_ask_each_other_and_pbm_asks_them_over_https_with_an_authority_of_their_own()
    {
        var options = Issue("node");
        await using var nodes = await ThreeNodes.Start(o => o with { Http = options, Operator = o.Operator with { Token = null } });
        Assert.Equal("https", nodes.Hosts[0].Address.Scheme);
        var pbm = new PbmSession(nodes.Hosts[0].Address);
        var (code, output) = await pbm.Run($"egress list --ca-file {options.AuthorityFile}");
        Assert.True(code == ExitCode.Good, output);
        Assert.Contains("n3", output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Unreachable, (await pbm.Run("cluster show")).ExitCode);
        Assert.Equal(ExitCode.Unreachable, (await pbm.Run($"cluster show --ca-file {Issue("other").AuthorityFile}")).ExitCode);
        Assert.Equal(ExitCode.WrongUsage, (await pbm.Run($"cluster show --ca-file {options.KeyFile}")).ExitCode);
    }

    [Fact]
    public void Files_that_do_not_fit_are_told_at_start()
    {
        var (one, other) = (Issue("one"), Issue("two"));
        Assert.Equal("Actors:Http:KeyFile", Fault(one with { KeyFile = null }));
        Assert.Equal("Actors:Http:CertificateFile", Fault(one with { KeyFile = other.KeyFile }));
        Assert.Equal("Actors:Http:CertificateFile", Fault(one with { CertificateFile = Path.Combine(_folder, "missing") }));
        Assert.Equal("Actors:Http:AuthorityFile", Fault(one with { AuthorityFile = one.KeyFile }));
        Assert.Empty(new ActorsOptions { Http = one }.Faults());
    }

    private static string Fault(HttpApiOptions options) => Assert.Single(new ActorsOptions { Http = options }.Faults()).Key;

    /// <summary>A certificate for this machine's loopback address, of an authority of its own.</summary>
    private HttpApiOptions Issue(string name)
    {
        var from = TimeProvider.System.GetUtcNow().AddDays(-1);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest($"CN={name} authority", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var issuer = authority.CreateSelfSigned(from, from.AddDays(30));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(issuer, from, from.AddDays(20), [1, 2, 3]);
        var options = new HttpApiOptions
        {
            CertificateFile = Path.Combine(_folder, $"{name}.crt"),
            KeyFile = Path.Combine(_folder, $"{name}.key"),
            AuthorityFile = Path.Combine(_folder, $"{name}.ca"),
        };
        File.WriteAllText(options.KeyFile, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(options.CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(options.AuthorityFile, issuer.ExportCertificatePem());
        return options;
    }
}
