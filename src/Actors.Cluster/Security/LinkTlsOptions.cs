namespace Actors.Cluster.Security;

/// <summary>
/// Mutual TLS between nodes. Each file is looked at again with every new connection, so certificates are renewed by putting new files
/// in their place; connections that exist go on.
/// </summary>
/// <param name="CertificateFile">This node's certificate, in PEM. It must name the node's host.</param>
/// <param name="KeyFile">The private key of the certificate, in PEM, without a password.</param>
/// <param name="AuthorityFile">The certificates of the authorities whose nodes are trusted, in PEM; nothing else is.</param>
public sealed record LinkTlsOptions(string CertificateFile, string KeyFile, string AuthorityFile);
