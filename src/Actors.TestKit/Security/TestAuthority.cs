using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Actors.TestKit.Processes;

namespace Actors.TestKit.Security;

/// <summary>An authority of one test, which gives nodes and servers their certificates, valid for some weeks. One caller at a time.</summary>
public sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddDays(-1);
    private static readonly DateTimeOffset To = From.AddDays(30);
    private readonly X509Certificate2 _certificate;
    private int _issued;

    /// <summary>Creates an authority with a key of its own.</summary>
    /// <param name="name">Its common name.</param>
    public TestAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _certificate = request.CreateSelfSigned(From, To);
    }

    /// <summary>Writes the files of a node.</summary>
    /// <param name="folder">Where they go.</param>
    /// <param name="node">The node's name: of its certificate, and of its files.</param>
    /// <param name="address">The address that the certificate stands for.</param>
    /// <param name="trusted">Whom the node trusts; this authority where left out.</param>
    public CertificateFiles Issue(TemporaryFolder folder, string node, string address = "127.0.0.1", TestAuthority? trusted = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={node}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_certificate, From, To, BitConverter.GetBytes(++_issued));
        var options = new CertificateFiles(folder[$"{node}.crt"], folder[$"{node}.key"], folder[$"{node}.ca"]);
        File.WriteAllText(options.KeyFile, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(options.CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(options.AuthorityFile, (trusted ?? this)._certificate.ExportCertificatePem());
        return options;
    }

    /// <inheritdoc/>
    public void Dispose() => _certificate.Dispose();
}
