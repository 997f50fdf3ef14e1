using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace Actors.Documentation.Tests.Checks;

/// <summary>The page about tests says where things stand; a new user has nothing else to find them by.</summary>
public sealed partial class NamespaceTests
{
    private static readonly IReadOnlyList<(string Namespace, string Type)> Told =
    [
        .. Row().Matches(Pages.Read("docs/testing.md"))
            .SelectMany(row => Name().Matches(row.Groups["types"].Value).Select(m => (row.Groups["namespace"].Value, m.Groups["type"].Value))),
    ];

    private static IEnumerable<Type> Public =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "Actors*.dll").Select(Assembly.LoadFrom).SelectMany(a => a.GetExportedTypes());

    [Fact]
    public void Each_type_stands_in_the_namespace_that_the_page_says()
    {
        var names = Public.Select(t => (t.Namespace ?? string.Empty, t.Name.Split('`')[0])).ToHashSet();
        Assert.True(Told.Count > 25, $"{Told.Count} types");
        Assert.DoesNotContain(Told, t => !names.Contains(t));
    }

    [Fact]
    public void Each_type_of_the_kit_that_the_page_uses_is_told_of()
    {
        var kit = Public.Where(t => t.Namespace?.StartsWith("Actors.TestKit.", StringComparison.Ordinal) == true).Select(t => t.Name.Split('`')[0]).ToHashSet();
        var used = Pages.Fences("docs/testing.md", "csharp").SelectMany(f => Word().Matches(f).Select(m => m.Value)).Where(kit.Contains).Distinct();
        Assert.DoesNotContain(used, u => !Told.Any(t => t.Type == u));
    }

    [GeneratedRegex(@"^\| `(?<namespace>Actors\.[A-Za-z.]+)` \| (?<types>.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<type>[A-Za-z]+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Word();
}
