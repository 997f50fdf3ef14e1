using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Actors.Cmd.Nodes;
using Actors.Cmd.Screens;

namespace Actors.Cmd;

/// <summary>The options that every command takes.</summary>
internal sealed class GlobalOptions
{
    public Option<string> Node { get; } = new("--node")
    {
        Description = "address of any node",
        Recursive = true,
        HelpName = "URL",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("PBM_NODE") ?? "http://127.0.0.1:5080",
    };

    public Option<string?> TokenFile { get; } = new("--token-file")
    {
        Description = "file with the operator's token; without it PBM_TOKEN is taken",
        Recursive = true,
        HelpName = "FILE",
    };

    public Option<string?> CaFile { get; } = new("--ca-file")
    {
        Description = "file with the authorities that the node's certificate may come from, in PEM; without it PBM_CA_FILE, then the machine's own",
        Recursive = true,
        HelpName = "FILE",
    };

    public Option<bool> Json { get; } = new("--json") { Description = "prints JSON", Recursive = true };

    /// <summary>Makes what a command works with.</summary>
    public Session SessionOf(ParseResult parsed, Terminal terminal)
    {
        var who = Environment.GetEnvironmentVariable("PBM_OPERATOR") is { Length: > 0 } name ? name : $"{Environment.UserName}@{Environment.MachineName}";
        var node = parsed.GetValue(Node)!;
        return !Uri.TryCreate(node, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            ? throw new PbmException(ExitCode.WrongUsage, $"'{node}' is not the address of a node, such as http://127.0.0.1:5080.")
            : new Session(new NodeClient(address, TokenOf(parsed), who, AuthoritiesOf(parsed)), new Screen(terminal, parsed.GetValue(Json)));
    }

    private X509Certificate2Collection? AuthoritiesOf(ParseResult parsed)
    {
        if ((parsed.GetValue(CaFile) ?? Environment.GetEnvironmentVariable("PBM_CA_FILE")) is not { Length: > 0 } file)
        {
            return null;
        }

        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            return authorities.Count > 0 ? authorities : throw new PbmException(ExitCode.WrongUsage, $"The file '{file}' holds no certificate in PEM.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new PbmException(ExitCode.WrongUsage, $"The authorities' file '{file}' cannot be read: {exception.Message}");
        }
    }

    private string? TokenOf(ParseResult parsed)
    {
        if (parsed.GetValue(TokenFile) is not { } file)
        {
            return Environment.GetEnvironmentVariable("PBM_TOKEN");
        }

        try
        {
            return File.ReadLines(file).First().Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new PbmException(ExitCode.WrongUsage, $"The token's file '{file}' cannot be read: {exception.Message}");
        }
    }
}
