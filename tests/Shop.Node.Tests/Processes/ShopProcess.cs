using System.Text.RegularExpressions;
using Actors.TestKit.Processes;

namespace Shop.Node.Tests.Processes;

/// <summary>Shop's executable as a process of its own. Killed by disposal, whatever happened to the test.</summary>
internal sealed partial class ShopProcess : IAsyncDisposable
{
    private readonly NodeProcess _process;

    private ShopProcess(IReadOnlyList<string> arguments, string? folder, IReadOnlyList<string>? launcher = null) =>
        _process = NodeProcess.Start(NodeProcess.ProgramOf("Shop.Node"), arguments, folder, launcher);

    /// <summary>What it printed.</summary>
    public string Output => _process.Output;

    /// <summary>What it complained about.</summary>
    public string Error => _process.Error;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Whether it has said that its work is done and it only serves.</summary>
    public bool Serves => ServingLine().IsMatch(Output);

    /// <summary>Starts it.</summary>
    public static ShopProcess Start(params string[] arguments) => new(arguments, null);

    /// <summary>Starts it with variables in its environment, each as <c>NAME=value</c>.</summary>
    public static ShopProcess StartWith(IReadOnlyList<string> variables, params string[] arguments) => new(arguments, null, ["env", .. variables]);

    /// <summary>Starts it in a working folder.</summary>
    public static ShopProcess StartIn(string folder, params string[] arguments) => new(arguments, folder);

    /// <summary>A node of Shop that is killed and started again.</summary>
    public static RestartingNode Restarting(params string[] arguments) => Restarting(() => arguments);

    /// <summary>A node of Shop that is killed and started again, each time with other arguments.</summary>
    public static RestartingNode Restarting(Func<string[]> arguments) =>
        new(() => NodeProcess.Start(NodeProcess.ProgramOf("Shop.Node"), arguments()), ListeningLine());

    /// <summary>Runs it to its end.</summary>
    public static async Task<FinishedProcess> Run(params string[] arguments)
    {
        await using var process = Start(arguments);
        return await process.End();
    }

    /// <summary>Waits for its end.</summary>
    public Task<FinishedProcess> End(TimeSpan? within = null) => _process.End(within);

    /// <summary>Kills it as the kernel would: nothing of it runs any more.</summary>
    public Task Kill() => _process.Kill();

    /// <summary>Asks it to stop.</summary>
    public Task Terminate() => _process.Terminate();

    /// <summary>Waits until the HTTP interface is there, with the run under way.</summary>
    public Task<Uri> Listening() => Printed(ListeningLine());

    /// <summary>Waits until the run is done and the node only serves.</summary>
    public Task<Uri> Serving() => Printed(ServingLine());

    /// <summary>Fails with what it printed, where it is gone.</summary>
    public void MustRun() => _process.MustRun();

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    [GeneratedRegex(@"^Listening on (\S+?)\.?$", RegexOptions.Multiline)]
    private static partial Regex ListeningLine();

    [GeneratedRegex("^Serving on (\\S+)", RegexOptions.Multiline)]
    private static partial Regex ServingLine();

    private async Task<Uri> Printed(Regex line) => new((await _process.Printed(line)).Groups[1].Value);
}
