using System.Text.RegularExpressions;
using Xunit;

namespace Actors.Documentation.Tests.Checks;

/// <summary>The commands that the pages quote exist: verbs in the script, options in the script or in the program behind the verb.</summary>
public sealed partial class CommandLineTests
{
    private static readonly string[] RunOptions = ["src/Shop.Node/Running/RunCommand.cs", "src/Shop.Node/Running/FraudOptions.cs"];

    private static readonly Dictionary<string, string[]> Programs = new()
    {
        ["run"] = RunOptions,
        ["test"] = ["actors"],
        ["audit"] = ["src/Shop.Node/Running/AuditCommand.cs"],
        ["cluster"] = ["tests/Actors.Cluster.Tests/CommandLine.cs"],
        ["chaos"] = ["tests/Actors.Cluster.Tests/CommandLine.cs"],
        ["bench"] = ["tests/Actors.Benchmarks/CommandLine.cs", "tests/Actors.Cluster.Tests/CommandLine.cs"],
        ["simulate"] = ["tests/Actors.Simulation/CommandLine.cs"],
        ["pbm"] = [.. Pages.Sources("src/Actors.Cmd")],
    };

    private static readonly string[] Always = ["--help"];

    private static IEnumerable<(string Page, string Verb, string Options)> Quoted => Pages.All.SelectMany(
        page => Command().Matches(Pages.Read(page)).Select(m => (page, m.Groups["verb"].Value, m.Groups["options"].Value)));

    [Fact]
    public void Every_quoted_verb_is_one_of_the_script()
    {
        var script = Pages.Read("actors");
        var unknown = Quoted.Where(q => !Regex.IsMatch(script, $@"^  {q.Verb}\)", RegexOptions.Multiline)).Select(q => $"{q.Page}: {q.Verb}");
        Assert.Empty(unknown);
    }

    [Fact]
    public void Every_quoted_option_is_one_of_its_verb()
    {
        var faults = Quoted.SelectMany(q => Option().Matches(q.Options).Select(m => (q.Page, q.Verb, Option: m.Value)))
            .Where(q => !Always.Contains(q.Option) && !Programs.GetValueOrDefault(q.Verb, []).Any(p => Pages.Read(p).Contains(q.Option, StringComparison.Ordinal)));
        Assert.Empty(faults);
    }

    [Fact]
    public void The_readme_names_every_option_of_run_and_no_other()
    {
        var options = RunOptions.SelectMany(f => Option().Matches(Pages.Read(f))).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);
        var told = OptionRow().Matches(Pages.Read("README.md")).Select(m => m.Groups["option"].Value).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(options, told);
    }

    [GeneratedRegex(@"\./actors (?<verb>[a-z]+)(?<options>[^`\n]*)")]
    private static partial Regex Command();

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z-]+")]
    private static partial Regex Option();

    [GeneratedRegex(@"^\| `(?<option>--[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex OptionRow();
}
