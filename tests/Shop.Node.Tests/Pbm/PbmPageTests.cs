using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Actors.TestKit.Processes;
using Shop.Node.Tests.Processes;

namespace Shop.Node.Tests.Pbm;

/// <summary>What <c>docs/pbm.md</c> shows is run against a node of Shop, and prints what stands there.</summary>
public sealed partial class PbmPageTests : IDisposable
{
    private const string Token = "an-operator's-token-0123";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_example_of_the_page_does_what_the_page_says()
    {
        await using var shop = Start();
        var node = await shop.Serving();
        (string, string)[] environment = [("PBM_NODE", node.ToString().TrimEnd('/')), ("PBM_OPERATOR", "ann")];
        await Send(node, Blocks("bash").SelectMany(Lines).Single(l => l.StartsWith("curl ", StringComparison.Ordinal)));
        var session = Commands().Matches(string.Concat(Blocks("text")));
        Assert.InRange(session.Count, 8, 40);
        foreach (Match step in session)
        {
            var (_, output) = await PbmProcess.Run(step.Groups["command"].Value, string.Empty, environment);
            Assert.Equal($"{step.Groups["command"].Value}\n{Plain(step.Groups["output"].Value)}", $"{step.Groups["command"].Value}\n{Plain(output)}");
        }

        var examples = Blocks("bash").SelectMany(Lines).Where(l => l.StartsWith("./actors pbm", StringComparison.Ordinal)).ToList();
        Assert.True(examples.Count >= 5, $"{examples.Count} examples");
        foreach (var example in examples)
        {
            var (code, output) = await PbmProcess.Run(example["./actors ".Length..], "cluster status\n", environment);
            Assert.True(code == 0, $"{example} ended with {code}: {output}");
        }

        await shop.Terminate();
        (await shop.End()).Good();
    }

    [Fact]
    public async Task The_variables_of_the_page_name_the_node_the_token_the_authorities_and_the_operator()
    {
        await using var shop = Start($"Actors__Operator__Token={Token}");
        var node = (await shop.Serving()).ToString();
        Assert.Equal(4, (await PbmProcess.Run("pbm journal stats --json", string.Empty, ("PBM_NODE", node))).ExitCode);
        (string, string)[] environment = [("PBM_NODE", node), ("PBM_TOKEN", Token), ("PBM_OPERATOR", "ann of the test")];
        Assert.Equal(0, (await PbmProcess.Run("pbm log level Debug --yes --reason 'a riddle'", string.Empty, environment)).ExitCode);
        var (_, audit) = await PbmProcess.Run("pbm audit list --json", string.Empty, environment);
        Assert.Contains("\"ann of the test\"", audit, StringComparison.Ordinal);
        var wrong = await PbmProcess.Run("pbm journal stats", string.Empty, [.. environment, ("PBM_CA_FILE", _folder["nowhere.pem"])]);
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("nowhere.pem", wrong.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_exit_codes_of_the_page_are_those_of_the_program()
    {
        await using var shop = Start();
        (string, string)[] environment = [("PBM_NODE", (await shop.Serving()).ToString())];
        foreach (var (code, command) in ((int, string)[])
        [
            (0, "pbm cluster status"), (1, "pbm entity unpark stock-item/nothing --yes"), (2, "pbm entity shwo stock-item/mug"),
            (3, "pbm cluster status --node http://127.0.0.1:1"),
        ])
        {
            Assert.Equal((command, code), (command, (await PbmProcess.Run(command, string.Empty, environment)).ExitCode));
        }
    }

    private ShopProcess Start(params string[] variables) =>
        ShopProcess.StartWith(variables, "--serve-only", "--data", _folder["data"], "--port", "0", "--name", "n1");

    /// <summary>Sends what a command of curl on the page sends.</summary>
    private static async Task Send(Uri node, string curl)
    {
        var parts = Curl().Match(curl);
        Assert.True(parts.Success, curl);
        using var client = new HttpClient { BaseAddress = node };
        using var body = new StringContent(parts.Groups["body"].Value, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(parts.Groups["path"].Value, UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static IEnumerable<string> Lines(string block) => block.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static List<string> Blocks(string language) =>
        [.. Block().Matches(Page()).Where(m => m.Groups["language"].Value == language).Select(m => m.Groups["code"].Value)];

    /// <summary>Times differ from run to run, and with them the width of columns.</summary>
    private static string Plain(string output) =>
        Spaces().Replace(Times().Replace(output, "TIME"), "  ").Replace(" \n", "\n", StringComparison.Ordinal).TrimEnd();

    private static string Page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Actors.sln")))
        {
            folder = folder.Parent!;
        }

        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "pbm.md"));
    }

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\$ (?<command>.*)\n(?<output>(?:(?!\$ ).*\n)*)", RegexOptions.Multiline)]
    private static partial Regex Commands();

    [GeneratedRegex(@"http://127\.0\.0\.1:5080(?<path>/\S+).* -d '(?<body>[^']*)'")]
    private static partial Regex Curl();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")]
    private static partial Regex Times();

    [GeneratedRegex("(?<=\\S) {2,}(?=\\S)")]
    private static partial Regex Spaces();
}
