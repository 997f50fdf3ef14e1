using System.Globalization;
using System.Security.Cryptography;
using Actors.Cluster;
using Actors.Hosting.Configuration;
using Actors.Schema;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting;

/// <summary>Opens the link that the settings name.</summary>
internal static class LinkOpening
{
    /// <returns>The link; <see langword="null"/> for a node that is alone.</returns>
    /// <exception cref="InvalidConfigurationException">The port is taken, or the files are no certificates.</exception>
    public static async Task<NodeLink?> Open(ActorsOptions options, ActorModel model, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        if (options.Cluster is not { } cluster)
        {
            return null;
        }

        try
        {
            return await NodeLink.Start(model, cluster.Link, TimeProvider.System, loggers, cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw Fault(nameof(cluster.Port), cluster.Port.ToString(CultureInfo.InvariantCulture), "is taken by another process; choose another, or 0 for any");
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw Fault(nameof(cluster.CertificateFile), cluster.CertificateFile, $"cannot be used with its key and authority: {exception.Message}");
        }
    }

    private static InvalidConfigurationException Fault(string key, string? value, string text) =>
        new([new ConfigurationFault($"{ActorsOptions.SectionName}:{nameof(ActorsOptions.Cluster)}:{key}", value, text)]);
}
