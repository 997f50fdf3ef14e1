using System.CommandLine;
using System.Text.Json;
using Actors.Cluster.Tests.Development;
using Actors.Cluster.Tests.Drills;
using Actors.Cluster.Tests.Programs;

namespace Actors.Cluster.Tests;

/// <summary>The options of <c>./actors chaos</c>, <c>./actors bench failover</c> and <c>./actors cluster</c>.</summary>
internal static class CommandLine
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Parses and runs.</summary>
    public static async Task<int> Run(string[] arguments)
    {
        var root = new RootCommand("Drills of a cluster: real processes and a real PostgreSQL.") { Chaos(), Failover(), Rolling(), Hot(), Cluster() };
        var result = root.Parse(arguments);
        if (result.Errors is [var error, ..])
        {
            await Console.Error.WriteLineAsync($"actors: {error.Message.ReplaceLineEndings(" ")}");
            return 2;
        }

        return await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
    }

    private static Command Chaos()
    {
        var minutes = new Option<double>("--minutes") { Description = "How long faults happen.", DefaultValueFactory = _ => 5 };
        var pause = new Option<int>("--pause")
        {
            Description = "How many milliseconds each of eight clients waits between its commands: with 0 they take all the time of the processors that they get.",
        };
        var (seed, application) = (Seed(), Application());
        var command = new Command("chaos", "Lets faults happen at random to a cluster under load: nodes killed, frozen, restarted, joining, leaving, links cut, the database restarted, killed and failing over. Exit code 0 if the audit is clean.")
        {
            minutes, seed, pause, application,
        };
        command.SetAction(async (parsed, token) => await With(
            parsed.GetValue(application)!,
            async program =>
            {
                var drill = new ChaosDrill(program, parsed.GetValue(seed), Console.WriteLine);
                var audit = await drill.Run(TimeSpan.FromMinutes(parsed.GetValue(minutes)), TimeSpan.FromMilliseconds(parsed.GetValue(pause)));
                return audit.IsClean ? 0 : 1;
            },
            token));
        return command;
    }

    private static Command Failover()
    {
        var kills = new Option<int>("--kills") { Description = "How many nodes are killed.", DefaultValueFactory = _ => 50 };
        var json = JsonFile();
        var (seed, application) = (Seed(), Application());
        var command = new Command("failover", "Kills one of three nodes again and again under load, and measures until its entities accept commands.")
        {
            kills, seed, json, application,
        };
        command.SetAction(async (parsed, token) => await With(
            parsed.GetValue(application)!,
            async program =>
            {
                var figures = await FailoverDrill.Run(program, parsed.GetValue(kills), parsed.GetValue(seed), Console.WriteLine);
                await Show(figures, parsed.GetValue(json), token);
                return figures.Clean ? 0 : 1;
            },
            token));
        return command;
    }

    private static Command Rolling()
    {
        var rounds = new Option<int>("--rounds") { Description = "How often all three nodes are restarted.", DefaultValueFactory = _ => 3 };
        var json = JsonFile();
        var log = new Option<FileInfo?>("--log") { Description = "Write what all nodes have logged to this file." };
        var seed = Seed();
        var command = new Command("rolling", "Restarts three nodes one after the other under load, and measures commands and shards on their way.") { rounds, seed, json, log };
        command.SetAction(async (parsed, token) =>
        {
            var figures = await RollingDrill.Run(parsed.GetValue(rounds), parsed.GetValue(seed), Console.WriteLine, parsed.GetValue(log));
            await Show(figures, parsed.GetValue(json), token);
            return figures is { Clean: true, Refused: 0 } ? 0 : 1;
        });
        return command;
    }

    private static Command Hot()
    {
        var entities = new Option<int>("--entities") { Description = "How many entities the killed node has in memory.", DefaultValueFactory = _ => 100_000 };
        var waiting = new Option<int>("--waiting") { Description = "For how many of them a command waits.", DefaultValueFactory = _ => 10_000 };
        var json = JsonFile();
        var command = new Command("hot", "Kills a node with many entities in memory, and measures until commands that wait for some of them are answered.") { entities, waiting, json };
        command.SetAction(async (parsed, token) =>
        {
            var figures = await HotDrill.Run(parsed.GetValue(entities), parsed.GetValue(waiting), Console.WriteLine);
            await Show(figures, parsed.GetValue(json), token);
            return figures.Unanswered == 0 && figures.ConnectionsMax <= figures.ConnectionsCap ? 0 : 1;
        });
        return command;
    }

    private static async Task Show<T>(T figures, FileInfo? json, CancellationToken cancellationToken)
    {
        var text = JsonSerializer.Serialize(figures, Json);
        Console.WriteLine(text);
        if (json is not null)
        {
            await File.WriteAllTextAsync(json.FullName, text, cancellationToken);
        }
    }

    private static Option<FileInfo?> JsonFile() => new("--json") { Description = "Also write the figures to this file as JSON." };

    private static Command Cluster()
    {
        var nodes = new Option<int>("--nodes") { Description = "How many nodes of Shop.", DefaultValueFactory = _ => 3 };
        var orders = new Option<int>("--orders") { Description = "How many orders the first node generates.", DefaultValueFactory = _ => 5_000 };
        var kafka = new Option<string?>("--kafka")
        {
            Description = "Send the orders through Kafka at BOOTSTRAP, read by all nodes, and publish the events there; without BOOTSTRAP through a broker for development.",
            HelpName = "BOOTSTRAP",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("cluster", "Runs Shop on several nodes of this machine, with a PostgreSQL of its own that goes with it; Ctrl-C stops all.") { nodes, orders, kafka };
        command.SetAction((parsed, token) => ShopCluster.Run(
            parsed.GetValue(nodes), parsed.GetValue(orders), parsed.GetResult(kafka) is null ? null : parsed.GetValue(kafka) ?? string.Empty, token));
        return command;
    }

    private static Option<string> Application()
    {
        var option = new Option<string>("--application") { Description = "What the nodes run: bank (SmallBank), or shop, with load through HTTP and through Kafka.", DefaultValueFactory = _ => "bank" };
        option.AcceptOnlyFromAmong("bank", "shop");
        return option;
    }

    /// <summary>Runs a drill of an application; Shop's with a broker of its own, which outlives the nodes.</summary>
    private static async Task<int> With(string application, Func<IClusterProgram, Task<int>> drill, CancellationToken cancellationToken)
    {
        if (application != "shop")
        {
            return await drill(new BankProgram());
        }

        using var broker = await DevelopmentBroker.Start(ShopProgram.Topics, cancellationToken);
        return await drill(new ShopProgram(broker.BootstrapServers));
    }

    private static Option<int> Seed() => new("--seed") { Description = "The seed of the faults and of what clients send.", DefaultValueFactory = _ => 1 };
}
