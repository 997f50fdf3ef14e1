using System.Net;
using System.Text.Json;
using Actors.Cmd;
using Actors.Hosting.Tests.Node;
using Actors.TestKit.Time;

namespace Actors.Hosting.Tests.Operator;

/// <summary>The operator's console against a real node.</summary>
public sealed class PbmTests
{
    [Fact]
    public async Task A_session_of_an_operator_reads_as_approved()
    {
        await using var host = await RunningHost.Start();
        using var first = await host.Add("b1");
        using var second = await host.Send("b1", "add-item", """{"sku":"pear","quantity":2,"times":1}""");
        using var third = await host.Send("b1", "check-out", "{}");
        using var rejected = await host.Add("b1");
        using var parked = await host.Send("b2", "explode", "{}");
        using var behind = await host.Add("b2");
        var pbm = new PbmSession(host.Host.Address);
        foreach (var line in (string[])
        [
            "entity show basket/b1",
            "entity show basket/b1 --json",
            "entity history basket/b1",
            "entity history basket/b1 --limit 2",
            "entity at basket/b1 --version 1",
            "entity diff basket/b1 1 3",
            "entity diff basket/b1 3",
            "entity show basket",
            "entity show parcel/1",
            "entity at basket/b1 --version 9",
            "actor hierarchy",
            "actor hierarchy --entities 0",
            "journal stats",
            "journal tail --start --count 3 --type basket",
            "dlq list",
            "dlq show 3:5 --json",
            "dlq replay 3:5 --dry-run",
            "dlq replay 3:5 --yes",
            "dlq discard 3:6 --yes",
            "dlq show 9:9",
            "ingress list",
            "ingress pause orders --dry-run",
            "ingress pause orders --yes",
            "timers list",
            "projection list",
            "entity passivate basket/b1 --dry-run",
            "entity passivate basket/b1",
            "entity passivate basket/b1 --yes --reason 'makes room'",
            "entity passivate basket/b1 --yes",
            "entity unpark basket/b1 --yes",
            "entity unpark basket/b2 --dry-run",
            "entity unpark basket/b2 --yes --json",
            "log level Chatty --yes",
            "log level Debug --dry-run",
            "log level Debug --yes --reason 'a riddle'",
            "node metrics actors_commands",
            "audit list",
            "entity shwo basket/b1",
        ])
        {
            await pbm.Run(line);
        }

        await pbm.Run("entity passivate basket/b2", typed: "n\n");
        await pbm.Run("entity passivate basket/b2", typed: "y\n");
        pbm.MustBe("session");
    }

    [Fact]
    public async Task Every_command_with_json_prints_json()
    {
        await using var host = await RunningHost.Start();
        using var added = await host.Add("b1");
        var pbm = new PbmSession(host.Host.Address);
        foreach (var line in (string[])
            ["entity show basket/b1", "entity history basket/b1", "entity at basket/b1 --version 1", "entity diff basket/b1 0 1", "actor hierarchy",
             "journal stats", "journal tail --start --count 1", "dlq list", "timers list", "projection list", "projection audit --whole", "node config", "node dump", "audit list",
             "entity passivate basket/b1 --dry-run"])
        {
            var (code, output) = await pbm.Run($"{line} --json");
            Assert.True(code == 0, $"{line}: {output}");
            JsonDocument.Parse(output).Dispose();
        }
    }

    [Fact]
    public async Task An_export_holds_every_record_once()
    {
        await using var host = await RunningHost.Start();
        for (var i = 0; i < 40; i++)
        {
            using var added = await host.Add($"b{i % 7}");
        }

        var pbm = new PbmSession(host.Host.Address);
        var path = Path.Combine(host.Folder, "export.jsonl");
        Assert.Equal(0, (await pbm.Run($"journal export {path}")).ExitCode);
        var places = File.ReadLines(path).Select(l => JsonDocument.Parse(l).RootElement).Select(r => (r.Number("shard"), r.Number("sequence"))).ToList();
        Assert.Equal(40, places.Distinct().Count());
        Assert.Equal(40, places.Count);
        Assert.Equal(ExitCode.WrongUsage, (await pbm.Run($"journal export {path}")).ExitCode);
    }

    [Fact]
    public async Task A_parked_entity_goes_on_after_it_was_unparked_and_the_audit_tells_who_did_it()
    {
        await using var host = await RunningHost.Start();
        using var parked = await host.Send("b1", "explode", "{}");
        using var behind = await host.Add("b1");
        var pbm = new PbmSession(host.Host.Address);
        var (code, output) = await pbm.Run("entity unpark basket/b1 --yes --reason 'a try'");
        Assert.Equal((ExitCode.Refused, "0 of 2 parked commands of basket/b1 were replayed.\n"), (code, output)); // The bug is still there.
        var lines = await File.ReadAllLinesAsync(Path.Combine(host.Folder, "audit.jsonl"));
        Assert.Equal(["begun", "refused"], lines.Select(l => JsonDocument.Parse(l).RootElement.Text("stage")));
        Assert.All(lines, l => Assert.Contains("\"reason\":\"a try\"", l, StringComparison.Ordinal));
        Assert.All(lines, l => Assert.Contains(Environment.UserName, l, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_entity_that_an_operator_parks_reads_as_approved_until_it_is_unparked()
    {
        await using var host = await RunningHost.Start();
        using var first = await host.Add("b1");
        var pbm = new PbmSession(host.Host.Address);
        await pbm.Run("entity park --help");
        await pbm.Run("entity park basket/b1 --dry-run");
        await pbm.Run("entity park basket/b1 --yes");
        await pbm.Run("entity park basket/b1 --reason 'its price is disputed'", typed: "n\n");
        await pbm.Run("entity park basket/b1 --reason 'its price is disputed'", typed: "y\n");
        using var waits = await host.Add("b1");
        await waits.Problem(HttpStatusCode.Conflict, "entity-parked");
        using var neighbour = await host.Add("b2");
        Assert.Equal(HttpStatusCode.OK, neighbour.StatusCode);
        foreach (var line in (string[])
        [
            "entity park basket/b1 --dry-run", "entity park basket/b1 --yes --reason again", "entity show basket/b1", "entity history basket/b1",
            "actor hierarchy", "dlq list", "dlq list --cause parked-by-operator", "dlq replay --all --yes", "dlq discard --all --dry-run --reason noise",
            "entity unpark basket/b1 --dry-run", "entity unpark basket/b1 --yes --reason 'agreed on'", "entity show basket/b1", "dlq list",
            "entity park parcel/1 --yes --reason x", "audit list",
        ])
        {
            await pbm.Run(line);
        }

        using var last = await host.Add("b1");
        Assert.Equal(HttpStatusCode.OK, last.StatusCode);
        pbm.MustBe("park");
    }

    [Fact]
    public async Task A_node_that_is_not_there_ends_with_its_own_code()
    {
        var (code, output) = await new PbmSession(new Uri("http://127.0.0.1:1")).Run("journal stats");
        Assert.Equal(ExitCode.Unreachable, code);
        Assert.StartsWith("pbm: http://127.0.0.1:1/ does not answer", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_on_standard_input_runs_line_by_line()
    {
        await using var host = await RunningHost.Start();
        using var added = await host.Add("b1");
        var (code, output) = await new PbmSession(host.Host.Address).Pipe("# a comment\nentity diff basket/b1 0\n\nentity show basket/b1 --json\nexit\nnever run\n");
        Assert.Equal(0, code);
        Assert.Contains("lines.apple", output, StringComparison.Ordinal);
        Assert.Contains("\"isCheckedOut\":false", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_a_terminal_words_are_completed_and_earlier_lines_come_back()
    {
        await using var host = await RunningHost.Start();
        using var added = await host.Add("b1");
        await using var terminal = PseudoTerminal.Start(Repository.ProgramOf("Actors.Cmd", "pbm"), "--node", host.Host.Address.ToString());
        await Eventually.Holds(() => terminal.Output.Contains("pbm> ", StringComparison.Ordinal), () => terminal.Output, TimeSpan.FromMinutes(1));
        await terminal.Type("jour\tsta\t\r");
        await Eventually.Holds(() => terminal.Output.Contains("1 records in 4 shards", StringComparison.Ordinal), () => terminal.Output, TimeSpan.FromMinutes(1));
        await terminal.Type("\x1b[A\r");
        await Eventually.Holds(() => terminal.Output.Split("1 records in 4 shards").Length == 3, () => terminal.Output, TimeSpan.FromMinutes(1));
        await terminal.Type("exit\r");
        Assert.Equal(0, await terminal.End());
    }
}
