using Actors.Hosting.Configuration;
using Shop.Fraud;

namespace Shop.Node.Running;

/// <summary>What the command line asks for.</summary>
internal sealed record RunOptions
{
    /// <summary>The input file; <see langword="null"/> generates orders.</summary>
    public string? Input { get; init; }

    /// <summary>How many orders are generated.</summary>
    public required int Orders { get; init; }

    /// <summary>The seed of the generated orders and of the payment gateway.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What makes an order suspect.</summary>
    public required FraudLimits Fraud { get; init; }

    /// <summary>Where the embedded databases live.</summary>
    public required string Data { get; init; }

    /// <summary>The connection string of PostgreSQL; <see langword="null"/> takes the embedded databases.</summary>
    public string? Postgres { get; init; }

    /// <summary>The Kafka cluster through which the input goes; empty for the embedded broker, <see langword="null"/> for none.</summary>
    public string? Kafka { get; init; }

    /// <summary>A topic that others fill with commands, in place of an input of this process; <see langword="null"/> for none.</summary>
    public string? Topic { get; init; }

    /// <summary>The consumer group of <see cref="Topic"/>; <see langword="null"/> takes the topic's name.</summary>
    public string? Group { get; init; }

    /// <summary>The topic of the events; <see langword="null"/> takes one named after the journal.</summary>
    public string? EventsTopic { get; init; }

    /// <summary>Whether the brokers create topics by themselves when these are first used.</summary>
    public bool HasAutoTopics { get; init; }

    /// <summary>Whether the process ends when the input is done.</summary>
    public bool ExitWhenDone { get; init; }

    /// <summary>Where the summary goes for machines.</summary>
    public string? Json { get; init; }

    /// <summary>The port of the HTTP interface; 0 takes any free one.</summary>
    public required int Port { get; init; }

    /// <summary>The network address of the HTTP interface.</summary>
    public required string Address { get; init; }

    /// <summary>The node's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether nothing is fed to the node: it only serves.</summary>
    public bool IsServeOnly { get; init; }

    /// <summary>How it takes part in a cluster; <see langword="null"/> for a node that is alone.</summary>
    public ClusterSettings? Cluster { get; init; }

    /// <summary>Whether the sale lines of the file go to their stock items one by one, instead of to their invoices.</summary>
    public bool IsStockReplay { get; init; }

    /// <summary>The opening stock of each product in a stock replay.</summary>
    public required int InitialStock { get; init; }

    /// <summary>How many entities stay in memory.</summary>
    public required int EntityCountMax { get; init; }
}
