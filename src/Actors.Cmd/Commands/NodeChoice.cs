using System.CommandLine;

namespace Actors.Cmd.Commands;

/// <summary>The options by which a command chooses nodes.</summary>
internal static class NodeChoice
{
    /// <summary>All nodes, unless some are named.</summary>
    public static Option<string> NewForAll() => new("--node-name")
    {
        Description = "only these nodes, with commas between their names; all when left out",
        HelpName = "NAMES",
        DefaultValueFactory = _ => "*",
    };

    /// <summary>The node that is asked, unless another one is named.</summary>
    public static Option<string?> NewForOne() => new("--node-name")
    {
        Description = "this node instead of the one that is asked",
        HelpName = "NAME",
    };

    /// <summary>A path for the node that was chosen.</summary>
    public static string At(string path, string? node) => node is null ? path
        : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}node={Uri.EscapeDataString(node)}";
}
