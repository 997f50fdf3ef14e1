using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Actors.TestKit.Time;

namespace Shop.Node.Tests.Processes;

/// <summary>
/// The real executable as a process of its own, with what it printed. Killed by disposal, whatever happened to the test.
/// </summary>
internal sealed partial class ShopProcess : IAsyncDisposable
{
    private static readonly TimeSpan EndWithin = TimeSpan.FromMinutes(5);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly string _arguments;

    private ShopProcess(IReadOnlyList<string> arguments, string? folder)
    {
        _arguments = string.Join(' ', arguments);
        var start = new ProcessStartInfo(DotnetPath)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var argument in (string[])[Executable, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Add(_error, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it printed.</summary>
    public string Output => Text(_output);

    /// <summary>What it complained about.</summary>
    public string Error => Text(_error);

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Whether it has said that its work is done and it only serves.</summary>
    public bool Serves => ServingLine().IsMatch(Output);

    // Beside the tests' own folder: artifacts/bin/PROJECT/CONFIGURATION/.
    private static string Executable
    {
        get
        {
            var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Path.Combine(own.Parent!.Parent!.FullName, "Shop.Node", own.Name, "Shop.Node.dll");
        }
    }

    private static string DotnetPath => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Starts it.</summary>
    public static ShopProcess Start(params string[] arguments) => new(arguments, null);

    /// <summary>Starts it in a working folder.</summary>
    public static ShopProcess StartIn(string folder, params string[] arguments) => new(arguments, folder);

    /// <summary>Runs it to its end.</summary>
    public static async Task<FinishedProcess> Run(params string[] arguments)
    {
        await using var process = Start(arguments);
        return await process.End();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<FinishedProcess> End(TimeSpan? within = null)
    {
        using var deadline = new CancellationTokenSource(within ?? EndWithin, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"'{_arguments}' did not end within {within ?? EndWithin}. {Describe()}");
        }

        return new FinishedProcess(_process.ExitCode, Output, Error);
    }

    /// <summary>Kills it as the kernel would: nothing of it runs any more.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop.</summary>
    public Task Terminate() => Shell.Terminate(Id);

    /// <summary>Waits until the HTTP interface is there, with the run under way.</summary>
    public Task<Uri> Listening() => Printed(ListeningLine());

    /// <summary>Waits until the run is done and the node only serves.</summary>
    public Task<Uri> Serving() => Printed(ServingLine());

    /// <summary>Fails with what it printed, where it is gone.</summary>
    public void MustRun() => Assert.False(HasExited, $"'{_arguments}' has ended. {Describe()}");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await Kill();
        }

        _process.Dispose();
    }

    private static void Add(StringBuilder to, string? line)
    {
        lock (to)
        {
            if (line is not null)
            {
                to.Append(line).Append('\n');
            }
        }
    }

    private static string Text(StringBuilder from)
    {
        lock (from)
        {
            return from.ToString();
        }
    }

    [GeneratedRegex(@"^Listening on (\S+?)\.?$", RegexOptions.Multiline)]
    private static partial Regex ListeningLine();

    [GeneratedRegex("^Serving on (\\S+)", RegexOptions.Multiline)]
    private static partial Regex ServingLine();

    private string Describe() => $"It printed:\n{Output}\nand complained:\n{Error}";

    private async Task<Uri> Printed(Regex line)
    {
        await Eventually.Holds(() => line.IsMatch(Output) || HasExited, Describe, EndWithin);
        MustRun();
        return new Uri(line.Match(Output).Groups[1].Value);
    }
}
