using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Actors.Hosting.Tests.Node;
using Actors.TestKit.Time;

namespace Actors.Hosting.Tests.Telemetry;

/// <summary>Debian's Prometheus (package <c>prometheus</c>) as a process, scraping one node with the repository's configuration.</summary>
internal sealed class Prometheus : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _directory;
    private readonly HttpClient _client;
    private readonly StringBuilder _output = new();

    private Prometheus(Process process, string directory, int port)
    {
        _process = process;
        _directory = directory;
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginErrorReadLine();
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

    /// <summary>Starts one whose targets are nodes, asked twice a second.</summary>
    public static Task<Prometheus> Start(params Uri[] nodes) => Start(nodes, rules => rules);

    /// <summary>
    /// Starts one whose rules look at the same series in the same way, but do not wait and take little for much: so that a test need not
    /// last minutes. How long the real ones wait is what <c>alerts.test.yml</c> tests.
    /// </summary>
    public static Task<Prometheus> StartImpatient(params Uri[] nodes) => Start(nodes, rules => Regex.Replace(rules, "for: [0-9]+[sm]", "for: 0s")
        .Replace("[5m]", "[30s]", StringComparison.Ordinal)
        .Replace("actors_lane_age_seconds > 60", "actors_lane_age_seconds > 0.5", StringComparison.Ordinal)
        .Replace("actors_projection_audit_age_seconds > 300", "actors_projection_audit_age_seconds > 3", StringComparison.Ordinal)
        .Replace("actors_reader_lag > 10000", "actors_reader_lag > 20", StringComparison.Ordinal));

    private static async Task<Prometheus> Start(IReadOnlyList<Uri> nodes, Func<string, string> change)
    {
        var directory = Directory.CreateTempSubdirectory("actors-prometheus-").FullName;
        var configuration = (await File.ReadAllTextAsync(Path.Combine(Repository.Folder, "config", "prometheus", "prometheus.yml")))
            .Replace("\"127.0.0.1:5080\"", string.Join(", ", nodes.Select(n => $"\"{n.Authority}\"")), StringComparison.Ordinal)
            .Replace("scrape_interval: 15s", "scrape_interval: 500ms", StringComparison.Ordinal)
            .Replace("evaluation_interval: 15s", "evaluation_interval: 200ms", StringComparison.Ordinal)
            .Replace("scrape_timeout: 10s", "scrape_timeout: 500ms", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(directory, "prometheus.yml"), configuration);
        var rules = await File.ReadAllTextAsync(Path.Combine(Repository.Folder, "config", "prometheus", "alerts.yml"));
        await File.WriteAllTextAsync(Path.Combine(directory, "alerts.yml"), change(rules));
        var port = FreePort();
        var start = new ProcessStartInfo(
            "prometheus",
            [$"--config.file={directory}/prometheus.yml", $"--storage.tsdb.path={directory}/data", $"--web.listen-address=127.0.0.1:{port}", "--log.level=warn"])
        {
            RedirectStandardError = true,
        };
        var prometheus = new Prometheus(Process.Start(start)!, directory, port);
        await Eventually.Holds(prometheus.IsReady, () => prometheus.Output, TimeSpan.FromMinutes(1));
        return prometheus;
    }

    /// <summary>Runs promtool with a text on its standard input.</summary>
    public static async Task<(int ExitCode, string Output)> Promtool(IReadOnlyList<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo("promtool", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return (process.ExitCode, await output + await error);
    }

    /// <summary>The value of an expression; <see langword="null"/> while it has none.</summary>
    public async Task<double?> Value(string expression)
    {
        using var answer = JsonDocument.Parse(await _client.GetStringAsync(
            new Uri($"/api/v1/query?query={Uri.EscapeDataString(expression)}", UriKind.Relative)));
        var result = answer.RootElement.GetProperty("data").GetProperty("result");
        return result.GetArrayLength() == 0 ? null : double.Parse(result[0].GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);
    }

    /// <summary>The alerts that fire, with their labels.</summary>
    public async Task<IReadOnlyList<string>> Firing()
    {
        using var answer = JsonDocument.Parse(await _client.GetStringAsync(new Uri("/api/v1/alerts", UriKind.Relative)));
        return
        [
            .. answer.RootElement.GetProperty("data").GetProperty("alerts").EnumerateArray()
                .Where(a => a.GetProperty("state").GetString() == "firing")
                .Select(a => a.GetProperty("labels"))
                .Select(l => $"{l.GetProperty("alertname").GetString()} {string.Join(' ', l.EnumerateObject().Select(p => p.Value.GetString()).Order())}"),
        ];
    }

    /// <summary>Waits until an alert fires, about something if that is given.</summary>
    public Task Fires(string alert, string about = "") => Eventually.Holds(
        async () => (await Firing()).Any(f => f.StartsWith($"{alert} ", StringComparison.Ordinal) && f.Contains(about, StringComparison.Ordinal)),
        () => $"{alert} does not fire. {Output}",
        TimeSpan.FromMinutes(2));

    /// <summary>Waits until an alert fires no more.</summary>
    public Task Ends(string alert) => Eventually.Holds(
        async () => !(await Firing()).Any(f => f.StartsWith($"{alert} ", StringComparison.Ordinal)),
        () => $"{alert} goes on. {Output}",
        TimeSpan.FromMinutes(2));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> IsReady()
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri("/-/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            Assert.False(_process.HasExited, Output);
            return false;
        }
    }

    private void Add(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
