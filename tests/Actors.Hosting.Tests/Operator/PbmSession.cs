using System.Text;
using System.Text.RegularExpressions;
using Actors.Cmd;
using Actors.Cmd.Screens;
using Actors.Hosting.Tests.Node;

namespace Actors.Hosting.Tests.Operator;

/// <summary>Runs pbm in the test's process against a real node, and keeps what it printed with what differs from run to run replaced.</summary>
internal sealed partial class PbmSession(Uri node)
{
    private readonly StringBuilder _transcript = new();

    public string Transcript => _transcript.ToString();

    /// <summary>Runs one command line.</summary>
    /// <param name="line">The words after <c>pbm</c>.</param>
    /// <param name="typed">What a person types when asked; <see langword="null"/> when nobody is there.</param>
    public async Task<(int ExitCode, string Output)> Run(string line, string? typed = null)
    {
        var output = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(new StringReader(typed ?? string.Empty), output, output, typed is not null, HasColours: false);
        string[] words = [.. Cmd.Prompts.CommandLineWords.Split(line), "--node", node.ToString()];
        var code = await new Pbm(terminal).Run(words, CancellationToken.None);
        _transcript.Append($"$ pbm {line}\n{output}[{code}]\n\n");
        return (code, output.ToString());
    }

    /// <summary>Runs lines as a script on standard input.</summary>
    public async Task<(int ExitCode, string Output)> Pipe(string lines)
    {
        var output = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(new StringReader(lines), output, output, IsInteractive: false, HasColours: false);
        return (await new Pbm(terminal).Run(["--node", node.ToString()], CancellationToken.None), output.ToString());
    }

    /// <summary>Compares the transcript with an approved text; with ACTORS_APPROVE=1 approves it.</summary>
    public void MustBe(string name)
    {
        var path = Path.Combine(Repository.Folder, "tests", "Actors.Hosting.Tests", "Operator", "Approved", $"{name}.txt");
        var text = Changing().Replace(Transcript, m => m.Groups["time"].Success ? "TIME" : m.Groups["node"].Success ? "NODE" : m.Groups["who"].Success ? "WHO" : "N");
        text = Columns().Replace(text, "  ");
        if (Environment.GetEnvironmentVariable("ACTORS_APPROVE") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.Exists(path) ? File.ReadAllText(path) : "nothing approved yet", text);
    }

    [GeneratedRegex(@"(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00))|(?<node>http://127\.0\.0\.1:\d+)|(?<who>\b\w[\w.-]*@[\w.-]+)|(?<=standing for.*\n(.*\n)*.*  )[\d.]+(?= s\b)")]
    private static partial Regex Changing();

    /// <summary>The width of a column follows from what was replaced.</summary>
    [GeneratedRegex("(?<=\\S) {2,}(?=\\S)")]
    private static partial Regex Columns();
}
