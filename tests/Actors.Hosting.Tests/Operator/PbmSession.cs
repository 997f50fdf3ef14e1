using System.Text;
using System.Text.RegularExpressions;
using Actors.Cmd;
using Actors.Cmd.Screens;
using Actors.Hosting.Tests.Node;

namespace Actors.Hosting.Tests.Operator;

/// <summary>Runs pbm in the test's process against a real node, and keeps what it printed with what differs from run to run replaced.</summary>
/// <param name="node">The node it speaks to.</param>
/// <param name="options">Options of every command.</param>
internal sealed partial class PbmSession(Uri node, params string[] options)
{
    private readonly StringBuilder _transcript = new();
    private readonly List<(string Value, string Name)> _names = [];

    public string Transcript => _transcript.ToString();

    /// <summary>Runs one command line.</summary>
    /// <param name="line">The words after <c>pbm</c>.</param>
    /// <param name="typed">What a person types when asked; <see langword="null"/> when nobody is there.</param>
    /// <param name="keep">What the lines begin with that are kept in the transcript, where the others differ from run to run.</param>
    public async Task<(int ExitCode, string Output)> Run(string line, string? typed = null, string[]? keep = null)
    {
        var (code, output) = await Quietly(line, typed);
        _transcript.Append($"$ pbm {line}\n{(keep is null ? output : Kept(output, keep))}[{code}]\n\n");
        return (code, output);
    }

    /// <summary>Runs one command line that does not come into the transcript.</summary>
    public async Task<(int ExitCode, string Output)> Quietly(string line, string? typed = null)
    {
        var output = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(new StringReader(typed ?? string.Empty), output, output, typed is not null, HasColours: false);
        string[] words = [.. Cmd.Prompts.CommandLineWords.Split(line), "--node", node.ToString()];
        string[] all = words.Contains("--token-file") ? words : [.. words, .. options];
        return (await new Pbm(terminal).Run([.. all.Select(ValueOf)], CancellationToken.None), output.ToString());
    }

    /// <summary>Gives a value that differs from run to run a name, which stands for it in command lines and in the transcript.</summary>
    public void Name(string value, string name) => _names.Add((value, name));

    /// <summary>Adds a line of explanation.</summary>
    public void Say(string text) => _transcript.Append($"# {text}\n\n");

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
        var transcript = _names.Aggregate(Transcript, (text, name) => text.Replace(name.Value, name.Name, StringComparison.Ordinal));
        var path = Path.Combine(Repository.Folder, "tests", "Actors.Hosting.Tests", "Operator", "Approved", $"{name}.txt");
        var text = Changing().Replace(transcript, m => m.Groups["time"].Success ? "TIME" : m.Groups["node"].Success ? "NODE" : m.Groups["who"].Success ? "WHO" : "N");
        text = Columns().Replace(text, "  ");
        if (Environment.GetEnvironmentVariable("ACTORS_APPROVE") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.Exists(path) ? File.ReadAllText(path) : "nothing approved yet", text);
    }

    private static string Kept(string output, string[] keep) =>
        string.Concat(output.Split('\n').Where(l => keep.Any(k => l.StartsWith(k, StringComparison.Ordinal))).Select(l => $"{l}\n")) + "...\n";

    private string ValueOf(string word) => _names.Aggregate(word, (text, name) => text.Replace(name.Name, name.Value, StringComparison.Ordinal));

    [GeneratedRegex(@"(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00))|(?<node>http://127\.0\.0\.1:\d{2,}/?)|(?<who>\b\w[\w.-]*@[\w.-]+)|(?<=\s)\d+(\.\d+)?(?= ms\b)|(?<=standing for.*\n(.*\n)*.*  )[\d.]+(?= s\b)")]
    private static partial Regex Changing();

    /// <summary>The width of a column follows from what was replaced.</summary>
    [GeneratedRegex("(?<=\\S) {2,}(?=\\S)")]
    private static partial Regex Columns();
}
