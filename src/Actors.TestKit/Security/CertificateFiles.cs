namespace Actors.TestKit.Security;

/// <summary>The PEM files of one certificate.</summary>
/// <param name="CertificateFile">The certificate.</param>
/// <param name="KeyFile">Its key, not encrypted.</param>
/// <param name="AuthorityFile">The authority that its owner trusts.</param>
public sealed record CertificateFiles(string CertificateFile, string KeyFile, string AuthorityFile);
