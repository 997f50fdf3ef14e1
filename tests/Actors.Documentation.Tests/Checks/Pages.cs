using System.Text.RegularExpressions;

namespace Actors.Documentation.Tests.Checks;

/// <summary>The pages of this repository, their code fences and links, and the marked examples of this project.</summary>
internal static partial class Pages
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>All pages, by their path from the root.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "README.md",
        "CHANGELOG.md",
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    /// <summary>The marked examples by name, without the indentation they share.</summary>
    public static IReadOnlyDictionary<string, string> Examples { get; } =
        Directory.EnumerateFiles(Path.Combine(Root, "tests", "Actors.Documentation.Tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Marked().Matches(File.ReadAllText(file)))
            .ToDictionary(m => m.Groups["name"].Value, m => Unindent(m.Groups["text"].Value));

    /// <summary>The C# files of a folder, by their path from the root.</summary>
    public static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Root, f));

    /// <summary>Reads a page.</summary>
    public static string Read(string page) => File.ReadAllText(Path.Combine(Root, page));

    /// <summary>The texts of a page's fences of one language.</summary>
    public static IEnumerable<string> Fences(string page, string language) => Fence().Matches(Read(page))
        .Where(m => m.Groups["language"].Value == language).Select(m => m.Groups["text"].Value.TrimEnd());

    /// <summary>The targets of a page's links to other places in this repository.</summary>
    public static IEnumerable<string> LocalLinks(string page) => Link().Matches(Fence().Replace(Read(page), string.Empty))
        .Select(m => m.Groups["target"].Value).Where(t => !t.Contains("://", StringComparison.Ordinal));

    /// <summary>The anchors of a page's headings, as GitHub makes them.</summary>
    public static IEnumerable<string> Anchors(string page) => Heading().Matches(Fence().Replace(Read(page), string.Empty))
        .Select(m => NotOfAnchors().Replace(m.Groups["text"].Value.Trim().ToLowerInvariant(), string.Empty).Replace(' ', '-'));

    private static string Unindent(string text)
    {
        var lines = text.TrimEnd().Split('\n');
        var indent = lines.Where(l => l.Trim().Length > 0).Min(l => l.Length - l.TrimStart().Length);
        return string.Join('\n', lines.Select(l => l.Length >= indent ? l[indent..] : string.Empty));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Actors.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Run the tests inside the repository.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^[ ]*// <(?<name>[a-z0-9-]+)>\n(?<text>.*?)^[ ]*// </\k<name>>", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Marked();

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotOfAnchors();
}
