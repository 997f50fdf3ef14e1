using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Actors.TestKit.Time;
using Xunit;

namespace Actors.TestKit.Processes;

/// <summary>
/// A program as a process of its own, with what it printed: a node that a test can kill. Killed by disposal, whatever happened to
/// the test. Thread-safe.
/// </summary>
public sealed class NodeProcess : IAsyncDisposable
{
    private static readonly TimeSpan EndWithin = TimeSpan.FromMinutes(5);
    private readonly Process _process;
    private readonly PrintedText _output = new();
    private readonly PrintedText _error = new();
    private readonly string _arguments;

    private NodeProcess(string program, IReadOnlyList<string> arguments, string? folder, IReadOnlyList<string> launcher)
    {
        _arguments = string.Join(' ', arguments);
        string[] words = [.. launcher, DotnetPath, program, .. arguments];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _output.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => _error.Add(line.Data);
        ProcessStarts.Start(_process);
        NodeWatchdog.Watch(_process);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it printed until now.</summary>
    public string Output => _output.ToString();

    /// <summary>What it complained about until now.</summary>
    public string Error => _error.ToString();

    /// <summary>Its number.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    private static string DotnetPath => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>The built program of another project of the same solution, where artifacts lie in one folder for all.</summary>
    /// <param name="project">The project's name.</param>
    public static string ProgramOf(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, $"{project}.dll");
    }

    /// <summary>Starts a program.</summary>
    /// <param name="program">The path of its DLL.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Its working folder; the one for temporary files where left out.</param>
    /// <param name="launcher">
    /// A command that becomes the program whose words follow it, such as <c>nsenter --net=/run/netns/a</c>; none where left out.
    /// </param>
    public static NodeProcess Start(
        string program, IReadOnlyList<string> arguments, string? folder = null, IReadOnlyList<string>? launcher = null) =>
        new(program, arguments, folder, launcher ?? []);

    /// <summary>Waits for its end.</summary>
    /// <param name="within">How long; five minutes where left out.</param>
    /// <exception cref="TimeoutException">It goes on; the message has what it printed.</exception>
    public async Task<FinishedProcess> End(TimeSpan? within = null)
    {
        using var deadline = new CancellationTokenSource(within ?? EndWithin, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(deadline.Token).ConfigureAwait(false);
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
        await _process.WaitForExitAsync().ConfigureAwait(false);
    }

    /// <summary>Asks it to stop, as a service manager does.</summary>
    public async Task Terminate()
    {
        using var kill = ProcessStarts.Start("/bin/sh", ["-c", $"kill -TERM {Id.ToString(CultureInfo.InvariantCulture)}"]);
        await kill.WaitForExitAsync().ConfigureAwait(false);
    }

    /// <summary>Gives it a line of input.</summary>
    /// <param name="line">The line.</param>
    public Task Send(string line) => _process.StandardInput.WriteLineAsync(line);

    /// <summary>Waits until it prints a line.</summary>
    /// <param name="line">Matches the line; use <see cref="RegexOptions.Multiline"/>.</param>
    /// <returns>The match.</returns>
    public async Task<Match> Printed(Regex line)
    {
        await Eventually.Holds(() => line.IsMatch(Output) || HasExited, Describe, EndWithin).ConfigureAwait(false);
        if (HasExited)
        {
            await End().ConfigureAwait(false); // Its last words come after its end.
        }

        MustRun();
        return line.Match(Output);
    }

    /// <summary>Fails with what it printed, where it is gone.</summary>
    public void MustRun() => Assert.False(HasExited, $"'{_arguments}' has ended. {Describe()}");

    /// <summary>Kills it if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await Kill().ConfigureAwait(false);
        }

        _process.Dispose();
    }

    private string Describe() => $"It printed:\n{Output}\nand complained:\n{Error}";
}
