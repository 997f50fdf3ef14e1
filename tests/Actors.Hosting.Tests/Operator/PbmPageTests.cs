using System.Text.RegularExpressions;
using Actors.Cmd;
using Actors.Cmd.Screens;
using Actors.Hosting.Tests.Node;

namespace Actors.Hosting.Tests.Operator;

/// <summary>The page about pbm and the approved transcripts name the commands that there are.</summary>
public sealed partial class PbmPageTests
{
    private static readonly IReadOnlyList<string> Commands = new Pbm(new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null, false, false)).Commands;

    [Fact]
    public void The_transcript_runs_every_command_of_the_cluster()
    {
        string[] names = ["cluster", "projections"];
        var transcripts = string.Concat(names.Select(
            n => File.ReadAllText(Path.Combine(Repository.Folder, "tests", "Actors.Hosting.Tests", "Operator", "Approved", $"{n}.txt"))));
        Assert.DoesNotContain(Commands, c => !transcripts.Contains($"$ pbm {c}", StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_names_every_command()
    {
        var told = Rows().Matches(Page).SelectMany(row =>
        {
            var group = string.Empty;
            return Quoted().Matches(row.Groups["commands"].Value).Select(m => m.Groups["words"].Value.Split(' ')).Select(words =>
            {
                group = words.Length > 1 ? words[0] : group;
                return $"{group} {words[^1]}";
            });
        }).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(told, t => t != "projection ..." && t != "node ..." && !Commands.Contains(t));
        Assert.DoesNotContain(Commands, c => !told.Contains(c));
    }

    private static string Page => File.ReadAllText(Path.Combine(Repository.Folder, "docs", "pbm.md"));

    [GeneratedRegex(@"^\| (?<commands>`[a-z][^|]*) \|", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex("`(?<words>[^`]+)`")]
    private static partial Regex Quoted();
}
