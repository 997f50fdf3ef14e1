using System.Diagnostics;
using Actors.TestKit.Processes;
using Actors.TestKit.Time;

namespace Shop.Node.Tests.Pbm;

/// <summary>Runs pbm as its users do: the program, its environment, an end of the input, an exit code.</summary>
internal static class PbmProcess
{
    private static readonly string Program = Path.Combine(Path.GetDirectoryName(NodeProcess.ProgramOf("Actors.Cmd"))!, "pbm.dll");

    /// <summary>Runs a command of the shell in which <c>pbm</c> is the program.</summary>
    /// <param name="command">The command.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="environment">Variables besides those of the test.</param>
    public static async Task<(int ExitCode, string Output)> Run(string command, string input = "", params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-c", $"pbm() {{ \"${{DOTNET_HOST_PATH:-dotnet}}\" '{Program}' \"$@\"; }}; {command} 2>&1"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return (process.ExitCode, (await output.WaitAsync(Eventually.Deadline)).ReplaceLineEndings("\n"));
    }
}
