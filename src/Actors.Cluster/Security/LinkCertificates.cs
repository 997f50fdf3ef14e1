using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Actors.Cluster.Security;

/// <summary>This node's certificate and those it trusts, read again when their files have changed. Thread-safe.</summary>
internal sealed class LinkCertificates(LinkTlsOptions options, ILogger logger)
{
    private readonly Lock _gate = new();
    private Loaded? _loaded;

    /// <summary>This node's certificate with its key.</summary>
    /// <exception cref="IOException">The files cannot be read, and never could.</exception>
    /// <exception cref="CryptographicException">The files are no certificates, and never were.</exception>
    public X509Certificate2 Own => Current().Own;

    /// <summary>Whether one of the trusted authorities stands for a certificate.</summary>
    public bool Trusts(X509Certificate? certificate)
    {
        if (certificate is null)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(Current().Authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var copy = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(copy);
    }

    /// <summary>Whether a server is the node it was called as: trusted, and named like the host that was called.</summary>
    public bool Trusts(X509Certificate? certificate, SslPolicyErrors errors) =>
        (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None && Trusts(certificate);

    private Loaded Current()
    {
        lock (_gate)
        {
            try
            {
                var stamp = (Stamp(options.CertificateFile), Stamp(options.KeyFile), Stamp(options.AuthorityFile));
                if (_loaded?.Files != stamp)
                {
                    var authorities = new X509Certificate2Collection();
                    authorities.ImportFromPemFile(options.AuthorityFile);
                    _loaded = new Loaded(X509Certificate2.CreateFromPemFile(options.CertificateFile, options.KeyFile), authorities, stamp);
                    logger.CertificatesRead(options.CertificateFile, _loaded.Own.Subject, _loaded.Own.NotAfter);
                }
            }
            catch (Exception exception) when (_loaded is not null && exception is IOException or CryptographicException or UnauthorizedAccessException)
            {
                logger.CertificatesNotRead(options.CertificateFile, exception.Message); // Perhaps half of them are there: the old ones serve on.
            }

            return _loaded!;
        }
    }

    private static (DateTime, long) Stamp(string file) => (File.GetLastWriteTimeUtc(file), new FileInfo(file).Length);

    private sealed record Loaded(
        X509Certificate2 Own, X509Certificate2Collection Authorities, ((DateTime, long), (DateTime, long), (DateTime, long)) Files);
}
