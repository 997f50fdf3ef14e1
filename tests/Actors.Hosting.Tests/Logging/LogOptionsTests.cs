using System.Text.Json;
using Actors.Hosting.Configuration;
using Actors.Hosting.Logging;
using Actors.TestKit.Processes;
using Actors.TestKit.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Actors.Hosting.Tests.Logging;

/// <summary>The log of a node by configuration.</summary>
public sealed class LogOptionsTests
{
    [Fact]
    public async Task A_node_writes_a_line_of_JSON_for_each_message_with_its_values_by_name()
    {
        using var folder = new TemporaryFolder();
        await using var node = NodeProcess.Start(
            NodeProcess.ProgramOf("SmallBank.Node"),
            ["--Actors:DataDirectory", folder.Root, "--Actors:Port", "0", "--Actors:Log:Format", "json", "--Actors:Log:Level", "debug"]);
        await Eventually.Holds(
            () => Lines(node).Exists(l => l.GetProperty("Category").GetString() == "Actors.Runtime"), () => node.Output + node.Error, TimeSpan.FromMinutes(1));
        Assert.All(Lines(node), line =>
        {
            Assert.EndsWith("Z", line.GetProperty("Timestamp").GetString(), StringComparison.Ordinal);
            Assert.True(line.TryGetProperty("EventId", out _));
            Assert.True(line.GetProperty("State").TryGetProperty("{OriginalFormat}", out _));
        });
    }

    [Fact]
    public void A_form_that_does_not_exist_is_told_with_those_that_do()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Actors:Log:Format"] = "xml",
            ["Actors:Log:Level"] = "loud",
        }).Build();
        var faults = Assert.Throws<InvalidConfigurationException>(() => ActorsOptions.Read(configuration)).Faults;
        Assert.Equal(["Actors:Log:Format", "Actors:Log:Level"], faults.Select(f => f.Key));
        Assert.Contains("None, Text, Json", faults[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_are_read_in_any_case()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Actors:Log:Format"] = "JSON" }).Build();
        Assert.Equal((LogFormat.Json, LogLevel.Information), (ActorsOptions.Read(configuration).Log.Format, new LogOptions().Level));
    }

    private static List<JsonElement> Lines(NodeProcess node) =>
        [.. node.Error.Split('\n').Where(l => l.StartsWith('{') && l.TrimEnd().EndsWith('}')).Select(l => JsonDocument.Parse(l).RootElement)];
}
