using System.Text.RegularExpressions;

namespace Actors.Operations;

/// <summary>
/// A command that an application adds to pbm, such as <c>shop orders</c>: it reads one of the application's own addresses and shows its JSON,
/// an array of objects as a table. The node tells pbm of it, so that no pbm has to be built for an application.
/// </summary>
/// <param name="Group">The first word, such as <c>shop</c>: lower-case letters, digits and hyphens.</param>
/// <param name="Name">The second word, such as <c>orders</c>.</param>
/// <param name="Description">What it does, for the help.</param>
/// <param name="Path">The address below the node's, with its arguments in braces, such as <c>orders?country={country}</c>.</param>
/// <param name="Arguments">The arguments, in order.</param>
public sealed partial record PaletteCommand(string Group, string Name, string Description, string Path, IReadOnlyList<PaletteArgument> Arguments)
{
    /// <summary>What is wrong with it; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults() =>
    [
        .. Word().IsMatch(Group) && Word().IsMatch(Name) ? Array.Empty<string>() : [$"'{Group} {Name}' must be two words of lower-case letters, digits and hyphens"],
        .. Path.StartsWith('/') || Path.Contains("://", StringComparison.Ordinal) ? [$"the path '{Path}' must be below the node's address, without a slash in front"] : Array.Empty<string>(),
        .. Arguments.Where(a => !Path.Contains($"{{{a.Name}}}", StringComparison.Ordinal)).Select(a => $"the path '{Path}' does not have the argument {{{a.Name}}}"),
        .. Place().Matches(Path).Select(m => m.Groups[1].Value).Except(Arguments.Select(a => a.Name)).Select(a => $"the path '{Path}' has {{{a}}}, which is no argument"),
    ];

    /// <summary>The path with the arguments in their places, escaped.</summary>
    /// <param name="values">The value of each argument, by name.</param>
    public string Fill(IReadOnlyDictionary<string, string> values) => Place().Replace(Path, m => Uri.EscapeDataString(values[m.Groups[1].Value]));

    [GeneratedRegex("^[a-z][a-z0-9-]*$")]
    private static partial Regex Word();

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Place();
}
