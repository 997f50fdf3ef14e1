using System.Text.RegularExpressions;

namespace Actors.Tests.Architecture;

/// <summary>No file depends on, or tells of, the machine it was written on.</summary>
public sealed partial class TextTests
{
    private static readonly string[] TextEndings =
    [
        ".cs", ".csproj", ".props", ".targets", ".sln", ".json", ".jsonl", ".md", ".txt", ".sql", ".sh", ".yml", ".yaml", ".xml", ".config",
        ".editorconfig", ".gitignore", ".gitattributes", ".html", ".js", ".css",
    ];

    /// <summary>Hosts of package registries; in two parts, so that this file passes its own test.</summary>
    private static readonly string[] RegistryHosts =
        ["nuget" + ".org", "npmjs" + ".org", "deb.debian" + ".org", "pypi" + ".org", "crates" + ".io", "pythonhosted" + ".org", "gallery." + "azure"];

    [Fact]
    public void No_file_names_a_path_of_a_machine()
    {
        var faults = Lines().Where(l => MachinePath().IsMatch(l.Text)).Select(l => l.Place);
        Faults.None(faults);
    }

    [Fact]
    public void No_file_names_the_host_of_a_package_registry()
    {
        var faults = Lines().Where(l => Array.Exists(RegistryHosts, h => l.Text.Contains(h, StringComparison.OrdinalIgnoreCase))).Select(l => l.Place);
        Faults.None(faults);
    }

    [Theory]
    [InlineData("see /" + "work/main", true)]
    [InlineData("'/" + "root/.profile'", true)]
    [InlineData("/" + "home/jane/x", true)]
    [InlineData("a unit of work/time", false)]
    [InlineData("https://example.org/" + "work", false)]
    [InlineData("the /" + "workers of", false)]
    public void The_rule_tells_a_path_of_a_machine_from_other_text(string text, bool expected) =>
        Assert.Equal(expected, MachinePath().IsMatch(text));

    private static IEnumerable<(string Place, string Text)> Lines() => Repository.Files.Where(IsText).SelectMany(
        file => Repository.Read(file).Split('\n').Select((text, index) => ($"{file}:{index + 1}", text)));

    private static bool IsText(string file) =>
        Path.GetExtension(file) is var ending && (ending.Length == 0 || TextEndings.Contains(ending)) && new FileInfo(Path.Combine(Repository.Root, file)).Length < 1 << 20;

    [GeneratedRegex("""(?<![\w.~}$/-])/(work|root|home/\w+|Users/\w+)(?![\w.-])""")]
    private static partial Regex MachinePath();
}
