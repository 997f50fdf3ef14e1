using Xunit;

namespace Actors.Documentation.Tests.Checks;

/// <summary>What the pages quote is what is compiled and run, and what they point at exists.</summary>
public sealed class PageTests
{
    [Fact]
    public void Every_quoted_piece_of_code_is_a_marked_example()
    {
        var texts = Pages.Examples.Values.ToHashSet(StringComparer.Ordinal);
        var unknown = Pages.All.SelectMany(p => Pages.Fences(p, "csharp").Where(f => !texts.Contains(f)).Select(f => $"{p}:\n{f}"));
        Assert.Empty(unknown);
    }

    [Fact]
    public void Every_marked_example_is_quoted()
    {
        var quoted = Pages.All.SelectMany(p => Pages.Fences(p, "csharp")).ToHashSet(StringComparer.Ordinal);
        var missing = Pages.Examples.Where(e => !quoted.Contains(e.Value)).Select(e => e.Key);
        Assert.Empty(missing);
    }

    [Fact]
    public void Links_between_pages_lead_somewhere()
    {
        var dead = Pages.All.SelectMany(p => Pages.LocalLinks(p).Where(l => !Leads(p, l)).Select(l => $"{p}: {l}"));
        Assert.Empty(dead);
    }

    [Fact]
    public void Every_page_can_be_reached_from_the_readme()
    {
        var linked = Pages.LocalLinks("README.md").Concat(Pages.LocalLinks("docs/architecture.md").Select(l => $"docs/{l}")).ToList();
        var lonely = Pages.All.Where(p => p is not "README.md" && !linked.Exists(l => p.StartsWith(l.Split('#')[0], StringComparison.Ordinal)));
        Assert.Empty(lonely);
    }

    private static bool Leads(string page, string link)
    {
        var parts = link.Split('#');
        var path = parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]);
        var whole = Path.GetFullPath(Path.Combine(Pages.Root, path));
        return (File.Exists(whole) || Directory.Exists(whole))
            && (parts.Length == 1 || Pages.Anchors(Path.GetRelativePath(Pages.Root, whole)).Contains(parts[1]));
    }
}
