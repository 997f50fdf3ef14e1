using System.CommandLine;

namespace Actors.Cmd.Commands;

/// <summary>Arguments that several commands take, and their places in addresses.</summary>
internal static class Paths
{
    /// <summary>An argument for an entity's address.</summary>
    public static Argument<string> NewEntity() => new("entity") { Description = "type/id, such as order/17" };

    /// <summary>The part of an address that names an entity.</summary>
    public static string Of(string entity)
    {
        var slash = entity.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < entity.Length - 1
            ? $"entities/{Uri.EscapeDataString(entity[..slash])}/{Uri.EscapeDataString(entity[(slash + 1)..])}"
            : throw new PbmException(ExitCode.WrongUsage, $"'{entity}' is not an entity: write type/id, such as order/17.");
    }
}
