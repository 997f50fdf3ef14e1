using System.Diagnostics;
using System.Net.Http.Json;
using Actors.Documentation.Tests.Checks;
using Xunit;

namespace Actors.Documentation.Tests.FirstEntity;

/// <summary>The README's program, started as its reader starts it.</summary>
public sealed class ProgramTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("actors-first-entity-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_tells_what_the_readme_shows_serves_http_and_keeps_its_state()
    {
        using var first = Start();
        var output = await ReadUntilServing(first);
        Assert.Contains(string.Join('\n', output.SkipLast(1)), Pages.Fences("README.md", "text"));
        Assert.Equal(30m, await Balance(output[^1]));
        await Stop(first);

        using var second = Start();
        Assert.Equal(60m, await Balance((await ReadUntilServing(second))[^1]));
        await Stop(second);
    }

    private static async Task<List<string>> ReadUntilServing(Process process)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            lines.Add(line);
            if (line.StartsWith("Serving ", StringComparison.Ordinal))
            {
                return lines;
            }
        }

        throw new InvalidOperationException($"The program ended: {await process.StandardError.ReadToEndAsync(deadline.Token)}");
    }

    private static async Task<decimal> Balance(string serving)
    {
        using var client = new HttpClient { BaseAddress = new Uri(serving.Split(' ')[1]) };
        var state = await client.GetFromJsonAsync<System.Text.Json.JsonElement>("/entities/gift-card/G-1");
        return state.GetProperty("state").GetProperty("balance").GetDecimal();
    }

    private static async Task Stop(Process process)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync(deadline.Token);
        Assert.Equal(0, process.ExitCode);
    }

    private Process Start()
    {
        var program = typeof(ProgramTests).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [program, "--Actors:Port", "0", "--Actors:DataDirectory", _folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}
