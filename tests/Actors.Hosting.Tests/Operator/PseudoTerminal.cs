using System.Diagnostics;
using System.Text;

namespace Actors.Hosting.Tests.Operator;

/// <summary>A program at a pseudo-terminal, which <c>script</c> (of every Debian) makes for it.</summary>
internal sealed class PseudoTerminal : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Task _reading;

    private PseudoTerminal(string command)
    {
        var start = new ProcessStartInfo("script", ["-q", "-e", "-c", command, "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["TERM"] = "xterm" },
        };
        _process = Process.Start(start)!;
        _reading = Task.Run(Read);
    }

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static PseudoTerminal Start(string program, params string[] arguments) =>
        new($"'{Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet"}' '{program}' {string.Join(' ', arguments.Select(a => $"'{a}'"))}");

    /// <summary>Starts a program with a variable of its own.</summary>
    public static PseudoTerminal StartWith(string variable, string value, string program, params string[] arguments) =>
        new($"{variable}='{value}' '{Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet"}' '{program}' {string.Join(' ', arguments.Select(a => $"'{a}'"))}");

    public async Task Type(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    public async Task<int> End()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        await _reading;
        _process.Dispose();
    }

    private async Task Read()
    {
        var buffer = new char[4096];
        while (await _process.StandardOutput.ReadAsync(buffer) is > 0 and var count)
        {
            lock (_output)
            {
                _output.Append(buffer, 0, count);
            }
        }
    }
}
