using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Actors.TestKit.Processes;
using Shop.Node.Tests.Journals;
using Shop.Node.Tests.Processes;

namespace Shop.Node.Tests;

/// <summary>Surroundings in which a node cannot start: exit code 2 and one line that says why.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_port_in_use_is_refused_in_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var refusal = (await ShopProcess.Run("--orders", "5", "--data", _folder["data"], "--port", port, "--exit-when-done")).Refusal();
        Assert.Contains(port, refusal, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Invariant", "I1")]
    public async Task A_data_folder_in_use_is_refused_in_one_line_and_its_user_goes_on()
    {
        string[] arguments = ["--orders", "5", "--data", _folder["data"], "--port", "0"];
        await using var first = ShopProcess.Start(arguments);
        await first.Serving();
        Assert.Contains("journal.db", (await ShopProcess.Run(arguments)).Refusal(), StringComparison.Ordinal);
        first.MustRun();
        await first.Terminate();
        (await first.End()).Good();
    }

    [Fact]
    public async Task A_newer_database_is_refused_in_one_line_and_left_alone()
    {
        var database = new Database(_folder["data"]);
        string[] arguments = ["--orders", "5", .. database.Arguments, "--port", "0", "--exit-when-done"];
        (await ShopProcess.Run(arguments)).Good();
        var records = await database.Records();
        await database.Change("INSERT INTO schema_version (version, name) VALUES (99, 'from the future')");
        Assert.Contains("99", (await ShopProcess.Run(arguments)).Refusal(), StringComparison.Ordinal);
        Assert.Equal(records, await database.Records());
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_refused_in_one_line()
    {
        var file = _folder.Write("file", []);
        var refusal = (await ShopProcess.Run("--orders", "5", "--data", Path.Combine(file, "data"), "--port", "0")).Refusal();
        Assert.Contains(file, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_in_one_line()
    {
        Directory.CreateDirectory(_folder["data"]);
        _folder.Write(Path.Combine("data", "journal.db"), [.. Enumerable.Repeat((byte)'x', 8192)]);
        var refusal = (await ShopProcess.Run("--orders", "5", "--data", _folder["data"], "--port", "0")).Refusal();
        Assert.Contains("journal.db", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostgreSQL_that_is_not_there_is_refused_in_one_line()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        listener.Stop();
        var refusal = (await ShopProcess.Run("--orders", "5", "--postgres", $"Host=127.0.0.1;Port={port};Username=shop", "--port", "0")).Refusal();
        Assert.Contains(port, refusal, StringComparison.Ordinal);
    }
}
