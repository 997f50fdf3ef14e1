using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Actors.Hosting.Configuration;
using Actors.Hosting.Http;

namespace Actors.Hosting.Listening;

/// <summary>The certificate of the HTTP interface, and the authorities of those of the other nodes.</summary>
internal static class HttpCertificate
{
    /// <summary>Adds what is wrong with the files: they are read as they will be used.</summary>
    public static void Check(FaultCollector faults, HttpApiOptions options)
    {
        if (options.CertificateFile is null != options.KeyFile is null)
        {
            var (missing, given) = options.KeyFile is null
                ? (nameof(options.KeyFile), nameof(options.CertificateFile))
                : (nameof(options.CertificateFile), nameof(options.KeyFile));
            faults.Add(missing, null, $"must be given with {given}");
        }
        else if (options.CertificateFile is { } file && FaultOf(() => Load(options)?.Dispose()) is { } fault)
        {
            faults.Add(nameof(options.CertificateFile), file, $"must be a certificate in PEM that fits {nameof(options.KeyFile)}: {fault}");
        }

        if (options.AuthorityFile is { } authorities && FaultOf(() => Authorities(authorities)) is { } wrong)
        {
            faults.Add(nameof(options.AuthorityFile), authorities, $"must hold certificates in PEM: {wrong}");
        }
    }

    /// <summary>The certificate with its key; <see langword="null"/> when the interface speaks HTTP without TLS.</summary>
    public static X509Certificate2? Load(HttpApiOptions options) =>
        options is { CertificateFile: { } certificate, KeyFile: { } key } ? X509Certificate2.CreateFromPemFile(certificate, key) : null;

    /// <summary>What comes behind the certificate in its file: the authorities between it and one that clients know.</summary>
    public static X509Certificate2Collection Chain(HttpApiOptions options)
    {
        var chain = new X509Certificate2Collection();
        if (options.CertificateFile is { } file)
        {
            chain.ImportFromPemFile(file);
        }

        return chain;
    }

    /// <summary>The authorities of a file.</summary>
    public static X509Certificate2Collection Authorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return authorities.Count > 0 ? authorities : throw new CryptographicException("it holds no certificate");
    }

    private static string? FaultOf(Action use)
    {
        try
        {
            use();
            return null;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return exception.Message;
        }
    }
}
