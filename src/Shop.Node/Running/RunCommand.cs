using System.CommandLine;
using Actors.Hosting.Configuration;

namespace Shop.Node.Running;

/// <summary>The command line of <c>run</c>.</summary>
internal static class RunCommand
{
    private static readonly Option<string?> Input = new("--input")
    {
        Description = "Read this file instead of generating orders: the Online Retail CSV, or Shop's JSON lines (.jsonl); plain or gzip.",
    };

    private static readonly Option<int> Orders = Limited(
        new Option<int>("--orders") { Description = "How many orders to generate.", DefaultValueFactory = _ => 5_000 }, 1, 10_000_000);

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "The seed of the generated orders and of the simulated payment gateway and notifications.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "The folder of the embedded databases.",
        DefaultValueFactory = _ => "data",
    };

    private static readonly Option<string?> Postgres = new("--postgres")
    {
        Description = "Keep everything in this PostgreSQL instead, such as \"Host=localhost;Database=shop;Username=shop\".",
    };

    private static readonly Option<bool> ExitWhenDone = new("--exit-when-done")
    {
        Description = "End when the input is done: exit code 0 if the totals reconcile, 1 if not.",
    };

    private static readonly Option<string?> Json = new("--json") { Description = "Also write the summary to this file as JSON." };

    private static readonly Option<int> Port = Limited(
        new Option<int>("--port") { Description = "The port of the HTTP interface; 0 takes any free one.", DefaultValueFactory = _ => 5080 }, 0, 65_535);

    private static readonly Option<string> Address = new("--address")
    {
        Description = "The network address of the HTTP interface; 0.0.0.0 for all, where a network of your own keeps strangers out.",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    private static readonly Option<string> Name = new("--name")
    {
        Description = "The node's name; each node of a cluster needs its own.",
        DefaultValueFactory = _ => Environment.MachineName,
    };

    private static readonly Option<bool> ServeOnly = new("--serve-only") { Description = "Feed it nothing: only serve, as a further node of a cluster. With --kafka and the same input options as the node that feeds, it takes its part of the topics." };

    private static readonly Option<int?> ClusterPort = new("--cluster-port")
    {
        Description = "Take part in the cluster of all nodes on the same --postgres, and await the others on this port; 0 takes any free one.",
    };

    private static readonly Option<string> ClusterAddress = new("--cluster-address")
    {
        Description = "The network address on which other nodes are awaited; 0.0.0.0 for all.",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    private static readonly Option<string?> ClusterHost = new("--cluster-host")
    {
        Description = "The host name under which other nodes reach this one. Default: --cluster-address.",
    };

    private static readonly Option<string> Scenario = new("--scenario")
    {
        Description = "invoices: book each line on its invoice. stock-replay: sell each line from its stock item.",
        DefaultValueFactory = _ => "invoices",
    };

    private static readonly Option<int> InitialStock = Limited(
        new Option<int>("--initial-stock") { Description = "The opening stock of each product in a stock replay.", DefaultValueFactory = _ => 1_000 },
        0,
        1_000_000_000);

    private static readonly Option<int> EntitiesMax = Limited(
        new Option<int>("--entities-max") { Description = "How many entities stay in memory.", DefaultValueFactory = _ => 20_000 }, 16, 10_000_000);

    private static readonly Option<string?> Kafka = new("--kafka")
    {
        Description = "Send the input through Kafka at BOOTSTRAP, publish the events there and check them from outside; without BOOTSTRAP through an embedded broker, which keeps nothing.",
        HelpName = "BOOTSTRAP",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Topic = new("--topic")
    {
        Description = "Take commands from this topic, which others fill with CloudEvents, instead of an input of this process; with --kafka BOOTSTRAP.",
    };

    private static readonly Option<string?> Group = new("--group") { Description = "The consumer group, with --topic; the topic's name unless given." };

    private static readonly Option<string?> EventsTopic = new("--events-topic")
    {
        Description = "Publish the events to this topic, with --topic; its offsets go to the topic of that name with -offsets behind it.",
    };

    private static readonly Option<bool> AutoTopics = new("--auto-topics")
    {
        Description = "Let the brokers create the topics when they are first used, as those of ./actors broker do, instead of asking for it.",
    };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        Scenario.AcceptOnlyFromAmong("invoices", "stock-replay");
        var command = new Command("run", "Runs one node: feeds it a stream of orders, reconciles the totals, and serves HTTP until Ctrl-C.")
        {
            Input, Orders, Seed, Data, Postgres, ExitWhenDone, Json, Port, Scenario, InitialStock, EntitiesMax,
            Address, Name, ServeOnly, ClusterPort, ClusterAddress, ClusterHost,
            Kafka, Topic, Group, EventsTopic, AutoTopics,
        };
        command.Validators.Add(result =>
        {
            // The word as it was given: to read the value of one that the option refuses is an error of its own.
            if (result.GetResult(Scenario)?.Tokens is [{ Value: "stock-replay" }] && result.GetValue(Input) is null)
            {
                result.AddError("--scenario stock-replay needs --input with the Online Retail CSV.");
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(Topic) is not null && result.GetResult(Kafka)?.Tokens is not [_])
            {
                result.AddError("--topic needs --kafka with the bootstrap servers of the cluster.");
            }

            if (result.GetResult(Kafka)?.Tokens is [] && result.GetResult(ClusterPort) is not null)
            {
                result.AddError("--kafka needs the bootstrap servers when nodes share it: name a cluster, or let ./actors broker run one for development.");
            }

            if (result.GetValue(AutoTopics) && result.GetResult(Kafka)?.Tokens is not [_])
            {
                result.AddError("--auto-topics needs --kafka with the bootstrap servers of the cluster.");
            }

            if ((result.GetResult(EventsTopic) is null) != (result.GetResult(Topic) is null))
            {
                result.AddError("--topic and --events-topic go together.");
            }
        });
        FraudOptions.AddTo(command);
        command.SetAction((parsed, token) => RunSession.Run(Read(parsed), token));
        return command;
    }

    private static RunOptions Read(ParseResult parsed) => new()
    {
        Input = parsed.GetValue(Input),
        Orders = parsed.GetValue(Orders),
        Seed = parsed.GetValue(Seed),
        Fraud = FraudOptions.Read(parsed),
        Data = parsed.GetValue(Data)!,
        Postgres = parsed.GetValue(Postgres),
        ExitWhenDone = parsed.GetValue(ExitWhenDone),
        Json = parsed.GetValue(Json),
        Port = parsed.GetValue(Port),
        IsStockReplay = parsed.GetValue(Scenario) == "stock-replay",
        InitialStock = parsed.GetValue(InitialStock),
        EntityCountMax = parsed.GetValue(EntitiesMax),
        Address = parsed.GetValue(Address)!,
        Name = parsed.GetValue(Name)!,
        IsServeOnly = parsed.GetValue(ServeOnly),
        Cluster = parsed.GetValue(ClusterPort) is { } port
            ? new ClusterSettings { Port = port, Address = parsed.GetValue(ClusterAddress)!, Host = parsed.GetValue(ClusterHost) }
            : null,
        Kafka = parsed.GetResult(Kafka) is null ? null : parsed.GetValue(Kafka) ?? string.Empty,
        Topic = parsed.GetValue(Topic),
        Group = parsed.GetValue(Group),
        EventsTopic = parsed.GetValue(EventsTopic),
        HasAutoTopics = parsed.GetValue(AutoTopics),
    };

    private static Option<int> Limited(Option<int> option, int least, int most)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && (!int.TryParse(token.Value, out var value) || value < least || value > most))
            {
                result.AddError($"{option.Name} takes a whole number from {least} to {most}, not '{token.Value}'.");
            }
        });
        return option;
    }
}
