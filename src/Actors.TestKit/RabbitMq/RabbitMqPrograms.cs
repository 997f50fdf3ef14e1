using System.Diagnostics;
using System.Globalization;
using Actors.TestKit.Processes;
using Actors.TestKit.Security;

namespace Actors.TestKit.RabbitMq;

/// <summary>Finds and starts RabbitMQ's programs; a server that root starts runs as the user rabbitmq.</summary>
internal static class RabbitMqPrograms
{
    /// <summary>Stands for the server's folder in its configuration.</summary>
    public const string FolderMark = "{folder}";

    /// <summary>The server's certificate, in its folder.</summary>
    public const string CertificateFile = "server.crt";

    /// <summary>Its key.</summary>
    public const string KeyFile = "server.key";

    /// <summary>Whom it trusts.</summary>
    public const string AuthorityFile = "authority.crt";

    private const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    /// <summary>Demands that the server is installed.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public static void Require()
    {
        if (!File.Exists(Server))
        {
            throw new InvalidOperationException(
                $"These tests need RabbitMQ, and there is no {Server}. './actors test' installs it; "
                + "on Debian 'apt-get install -y --no-install-recommends rabbitmq-server' does.");
        }
    }

    /// <summary>Creates a folder that the server's user owns, with the server's configuration in it.</summary>
    /// <param name="configuration">The configuration, in which <see cref="FolderMark"/> stands for the folder.</param>
    /// <param name="tls">The files of its certificate, which are copied; <see langword="null"/> for none.</param>
    public static string CreateFolder(string configuration, CertificateFiles? tls)
    {
        var folder = Directory.CreateTempSubdirectory("actors-rabbitmq-").FullName;
        File.WriteAllText(Path.Combine(folder, "rabbitmq.conf"), configuration.Replace(FolderMark, folder, StringComparison.Ordinal));
        if (tls is not null)
        {
            File.Copy(tls.CertificateFile, Path.Combine(folder, CertificateFile));
            File.Copy(tls.KeyFile, Path.Combine(folder, KeyFile));
            File.Copy(tls.AuthorityFile, Path.Combine(folder, AuthorityFile));
        }

        File.WriteAllText(Path.Combine(folder, "enabled_plugins"), "[].\n");
        if (Environment.IsPrivilegedProcess)
        {
            using var chown = ProcessStarts.Start("chown", ["-R", "rabbitmq:", folder]);
            chown.WaitForExit();
        }

        return folder;
    }

    /// <summary>Starts a server in the background; its output goes to the file <c>out</c> of the folder.</summary>
    public static void Start(string folder, RabbitMqPorts ports)
    {
        var start = new ProcessStartInfo("setsid") { WorkingDirectory = "/" };
        foreach (var word in (string[])["sh", "-c", "out=$1; shift; exec \"$@\" >>\"$out\" 2>&1 </dev/null", "sh", Path.Combine(folder, "out"), .. AsUser(), Server])
        {
            start.ArgumentList.Add(word);
        }

        foreach (var (name, value) in Variables(folder, ports))
        {
            start.Environment[name] = value;
        }

        ProcessStarts.Start(start).Dispose();
    }

    /// <summary>The words before a program that make it run as the server's user.</summary>
    public static string[] AsUser() =>
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=rabbitmq", "--regid=rabbitmq", "--clear-groups", "--"] : [];

    private static IEnumerable<(string Name, string Value)> Variables(string folder, RabbitMqPorts ports) =>
    [
        ("HOME", folder),
        ("ERL_EPMD_PORT", Text(ports.NameServer)),
        ("ERL_EPMD_ADDRESS", "127.0.0.1"),
        ("RABBITMQ_NODENAME", $"rabbit{Text(ports.Clients)}@localhost"),
        ("RABBITMQ_CONF_ENV_FILE", "/dev/null"),
        ("RABBITMQ_CONFIG_FILE", Path.Combine(folder, "rabbitmq.conf")),
        ("RABBITMQ_ADVANCED_CONFIG_FILE", Path.Combine(folder, "advanced.config")),
        ("RABBITMQ_MNESIA_BASE", Path.Combine(folder, "mnesia")),
        ("RABBITMQ_LOG_BASE", Path.Combine(folder, "log")),
        ("RABBITMQ_PID_FILE", Path.Combine(folder, "pid")),
        ("RABBITMQ_ENABLED_PLUGINS_FILE", Path.Combine(folder, "enabled_plugins")),
        ("RABBITMQ_DIST_PORT", Text(ports.Nodes)),
        ("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none"),
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
