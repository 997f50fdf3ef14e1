using System.Text.Json;
using Actors.Cmd;
using Actors.Hosting.Tests.Node;
using Actors.TestKit.Time;

namespace Actors.Hosting.Tests.Operator;

/// <summary>Every command of pbm against a cluster of three nodes on PostgreSQL, through any of them, compared with an approved text.</summary>
public sealed class ClusterTranscriptTests
{
    private static readonly string[] Looks =
    [
        "cluster show",
        "cluster show --node-name n3",
        "cluster status",
        "cluster-sharding list-regions",
        "cluster-sharding list-shards",
        "cluster-sharding region-stats",
        "cluster-sharding region-stats --node-name n2",
        "cluster-sharding shard-stats",
        "cluster-sharding shard-stats --shard 2",
        "actor hierarchy",
        "actor hierarchy --entities 0 --node-name n2,n3",
        "actor hierarchy --node-name n9",
        "entity show basket/b1",
        "entity history basket/b1",
        "entity at basket/b1 --version 1",
        "entity diff basket/b1 1 2",
        "entity find basket/b",
        "entity find basket/ --limit 2",
        "entity find basket",
        "journal stats",
        "journal tail --start --count 2 --type basket",
        "journal export EXPORT",
        "dlq list",
        "dlq list --cause unknown-type --ingress orders",
        "dlq show LETTER1",
        "ingress list",
        "ingress lag",
        "egress list",
        "timers list",
        "projection list",
        "log tail --limit 1 --node-name n9",
        "audit list",
        "audit run",
        "audit run --node-name n3",
        "shop basket b1",
        "shop basket",
        "shop outputs",
        "shop sings",
        "sing",
    ];

    // Each of them first as a dry run, then without the right to it, then for good.
    private static readonly string[] Changes =
    [
        "entity passivate basket/b2",
        "entity park basket/b2",
        "entity park basket/b2 --reason 'a check'",
        "entity park basket/b3 --reason 'a check'",
        "entity unpark basket/b2",
        "entity unpark basket/b3",
        "dlq edit LETTER1 --set quantity=3",
        "dlq edit LETTER1 --set lines.0=3",
        "dlq edit LETTER1",
        "dlq edit LETTER2 --file PAYLOAD",
        "dlq replay LETTER1",
        "dlq replay LETTER2",
        "dlq replay LETTER1 --node-name n1",
        "dlq replay --ingress orders --cause unknown-type",
        "dlq discard LETTER3",
        "dlq discard --cause unknown-type --ingress orders --reason noise",
        "dlq discard LETTER3 --reason noise",
        "dlq replay",
        "ingress pause orders",
        "ingress resume orders --node-name n1",
        "ingress accept orders",
        "ingress pause others",
        "egress pause baskets",
        "egress pause baskets --node-name n1",
        "egress resume baskets",
        "log level Chatty",
        "log level Debug --node-name n2,n3 --reason 'a riddle'",
        "cluster down-unreachable",
        "cluster down n9",
        "cluster down n3",
        "cluster leave n3", // The last one: nobody is there to ask n3 any more.
    ];

    [Fact]
    public async Task A_session_of_an_operator_of_three_nodes_reads_as_approved()
    {
        await using var nodes = await ThreeNodes.Start();
        await Prepare(nodes);
        var token = Path.Combine(nodes.Folder, "token");
        await File.WriteAllTextAsync(token, ThreeNodes.Token);
        var pbm = new PbmSession(nodes.Hosts[1].Address, "--token-file", token);
        await NameThings(nodes, pbm);
        foreach (var line in Looks)
        {
            await pbm.Run(line);
        }

        await pbm.Run("node config --node-name n3", keep: ["Actors:NodeName", "Actors:Shards", "Actors:Operator:Token"]);
        await pbm.Run("node dump", keep: ["node "]);
        await pbm.Run("node dump --node-name n1", keep: ["node "]);
        await pbm.Run("node metrics actors_entities --node-name n1", keep: []);
        foreach (var line in Changes)
        {
            await Change(pbm, line);
            await nodes.Settled(line switch
            {
                "cluster down n3" => ["n1#1", "n2#2", "n3#4"],
                "cluster leave n3" => ["n1#1", "n2#2"],
                _ => ["n1#1", "n2#2", "n3#3"],
            });
        }

        await pbm.Run("cluster leave n1", typed: "n\n");
        pbm.Say("A member that nobody reaches is shown as such.");
        await nodes.AddGhost("n4");
        await Eventually.Holds(
            async () => (await pbm.Quietly("cluster status")).ExitCode == ExitCode.Refused && (await pbm.Quietly("cluster show")).Output.Contains("unreachable  none", StringComparison.Ordinal),
            () => pbm.Transcript,
            TimeSpan.FromMinutes(2));
        foreach (var line in (string[])["cluster status", "egress list", "egress pause baskets --yes", "node dump --node-name n4", "cluster down-unreachable --yes"])
        {
            await pbm.Run(line);
        }

        await Eventually.Holds(
            () => nodes.Hosts[1].System.Cluster.Members.All(m => m.Id.Name != "n4" || m.Status == Membership.MemberStatus.Down),
            () => nodes.Hosts[1].System.Cluster,
            TimeSpan.FromMinutes(2));
        await pbm.Run("egress list");

        pbm.Say("One node after the other, as the times of what they did side by side differ from run to run.");
        await pbm.Run("audit list --limit 100 --node-name n1");
        await pbm.Run("audit list --limit 100 --node-name n2");
        pbm.MustBe("cluster");
    }

    [Fact]
    public async Task Lines_of_all_logs_come_by_time_with_the_names_of_their_nodes()
    {
        await using var nodes = await ThreeNodes.Start(o => o with { Operator = o.Operator with { Token = null } });
        var pbm = new PbmSession(nodes.Hosts[0].Address);
        var (code, output) = await pbm.Run("log tail --json");
        Assert.Equal(0, code);
        var lines = output.TrimEnd().Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(["n1", "n2", "n3"], lines.Select(l => l.Text("node")).Distinct().Order());
        Assert.Equal(lines.Select(l => l.Text("time")).Order(StringComparer.Ordinal), lines.Select(l => l.Text("time")));
        var one = await pbm.Run("log tail --node-name n2 --limit 3");
        Assert.Equal(3, one.Output.TrimEnd().Split('\n').Count(l => l.Contains(" n2 ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_command_of_several_nodes_prints_json()
    {
        await using var nodes = await ThreeNodes.Start(o => o with { Operator = o.Operator with { Token = null } });
        var pbm = new PbmSession(nodes.Hosts[2].Address);
        foreach (var line in (string[])
            ["cluster show", "cluster status", "cluster-sharding list-regions", "cluster-sharding list-shards", "cluster-sharding region-stats",
             "cluster-sharding shard-stats", "actor hierarchy", "ingress list", "ingress lag", "egress list", "audit list", "audit run", "entity find basket/",
             "node config --node-name n1", "node dump --node-name n2", "shop outputs", "egress pause baskets --dry-run"])
        {
            var (code, output) = await pbm.Run($"{line} --json");
            Assert.True(code == 0, $"{line}: {output}");
            JsonDocument.Parse(output).Dispose();
        }
    }

    private static async Task Change(PbmSession pbm, string line)
    {
        await pbm.Run($"{line} --dry-run");
        var (code, output) = await pbm.Run($"{line} --yes --token-file NOTOKEN");
        Assert.True(code is ExitCode.NoRight or ExitCode.WrongUsage, $"{line}: {output}");
        await pbm.Run($"{line} --yes");
    }

    private static async Task Prepare(ThreeNodes nodes)
    {
        foreach (var host in nodes.Hosts)
        {
            // What the nodes have asked each other for at their rehearsals may be in memory, or may not.
            await host.System.Inspector.Passivate(new EntityKey(Basket.Type, new EntityId("rehearsal")), isDryRun: false, CancellationToken.None);
        }

        await nodes.Send("b1", "add-item", """{"sku":"apple","quantity":1,"times":1}""");
        await nodes.Send("b1", "add-item", """{"sku":"pear","quantity":2,"times":1}""");
        await nodes.Send("b2", "add-item", """{"sku":"apple","quantity":1,"times":1}""");
        await nodes.Send("b3", "explode", "{}");
        await nodes.Send("b3", "add-item", """{"sku":"apple","quantity":1,"times":1}""");
        await nodes.Ingest(
            0,
            """{"type":"add","basket":"b4","sku":"apple","quantity":"many"}""", "what?", """{"type":"sing","basket":"b1"}""", """{"type":"add","basket":"b5","sku":"plum","quantity":2}""");
        await Eventually.Holds(
            () => nodes.Sink.Records.Count == 4 && nodes.Hosts.TrueForAll(h => h.System.Egresses.List().All(e => e.Lag == 0) && h.System.Cluster.Shards.Sum(s => s.Head.Value) == 6),
            () => nodes.Sink.Records.Count, TimeSpan.FromMinutes(1));
    }

    private static async Task NameThings(ThreeNodes nodes, PbmSession pbm)
    {
        var letters = await nodes.Hosts[0].Store.DeadLetters.List(
            new DeadLettering.DeadLetterFilter { Ingress = "orders" }, null, 10, CancellationToken.None);
        for (var i = 0; i < letters.Count; i++)
        {
            pbm.Name(letters[i].Id.Value, $"LETTER{i + 1}");
        }

        pbm.Name(letters[0].Origin!.Lane.Name, "LANE");
        var payload = Path.Combine(nodes.Folder, "payload.json");
        await File.WriteAllTextAsync(payload, """{"type":"add","basket":"b6","sku":"fig","quantity":1}""");
        pbm.Name(payload, "PAYLOAD");
        pbm.Name(Path.Combine(nodes.Folder, "export.jsonl"), "EXPORT");
        var none = Path.Combine(nodes.Folder, "no-token");
        await File.WriteAllTextAsync(none, "not-the-token-0123456789");
        pbm.Name(none, "NOTOKEN");
        pbm.Name(nodes.Folder, "FOLDER");
    }
}
