using System.Net;
using Actors.Hosting.Http;
using Actors.Hosting.Logging;
using Actors.Hosting.Operator;
using Actors.Hosting.Telemetry;
using Actors.Journal.Retention;
using Actors.Persistence.Sql;
using Actors.Runtime;
using Microsoft.Extensions.Configuration;

namespace Actors.Hosting.Configuration;

/// <summary>The settings of a node. Section <c>Actors</c>; read once, at start.</summary>
public sealed record ActorsOptions
{
    /// <summary>The name of the section.</summary>
    public const string SectionName = "Actors";

    /// <summary>Where the embedded journal lives. Default <c>data</c>, below the working directory; unused with <see cref="Postgres"/>.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary>The connection string of PostgreSQL; when it is missing, the journal is a SQLite file in <see cref="DataDirectory"/>.</summary>
    public string? Postgres { get; init; }

    /// <summary>The port of the HTTP interface. Default 5080; 0 takes any free one, up to 65,535.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>
    /// The network address the HTTP interface listens on. Default <c>127.0.0.1</c>, this machine only; <c>0.0.0.0</c> listens on all, which
    /// needs <see cref="HttpApiOptions.Token"/> or <see cref="HttpApiOptions.TokenFile"/>.
    /// </summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>
    /// How many shards a new journal gets: 1 to 4,096. When it is missing, a new journal gets 64 and an existing one keeps its own;
    /// a journal with another number than the one given refuses to open.
    /// </summary>
    public int? Shards { get; init; }

    /// <summary>This node's name in the cluster. Default: the machine's name.</summary>
    public string NodeName { get; init; } = Environment.MachineName;

    /// <summary>When the journal files its newest records under their entities.</summary>
    public CompactionOptions Compaction { get; init; } = new();

    /// <summary>How read models are rebuilt; an application that sets limits of its own is overruled only by other values than the defaults.</summary>
    public ProjectionOptions Projections { get; init; } = new();

    /// <summary>What of the journal is removed in the background; nothing by default.</summary>
    public RetentionOptions Retention { get; init; } = new();

    /// <summary>The limits of the HTTP interface.</summary>
    public HttpApiOptions Http { get; init; } = new();

    /// <summary>How the node takes part in a cluster; <see langword="null"/> for a node that is alone.</summary>
    public ClusterSettings? Cluster { get; init; }

    /// <summary>Metrics and traces.</summary>
    public TelemetryOptions Telemetry { get; init; } = new();

    /// <summary>Who may operate the node.</summary>
    public OperatorOptions Operator { get; init; } = new();

    /// <summary>The log on standard error.</summary>
    public LogOptions Log { get; init; } = new();

    /// <summary>Reads and checks the section <c>Actors</c>.</summary>
    /// <exception cref="InvalidConfigurationException">At least one setting is wrong or unknown; the message tells all of them.</exception>
    public static ActorsOptions Read(IConfiguration configuration)
    {
        var settings = new SettingsReader(configuration.GetSection(SectionName));
        var compaction = settings.Section(nameof(Compaction));
        var projections = settings.Section(nameof(Projections));
        var retention = settings.Section(nameof(Retention));
        var http = settings.Section(nameof(Http));
        var telemetry = settings.Section(nameof(Telemetry));
        var cluster = settings.Section(nameof(Cluster));
        var operating = settings.Section(nameof(Operator));
        var log = settings.Section(nameof(Log));
        var defaults = new ActorsOptions();
        var options = new ActorsOptions
        {
            DataDirectory = settings.Text(nameof(DataDirectory), defaults.DataDirectory)!,
            Postgres = settings.Text(nameof(Postgres), null),
            Port = settings.Integer(nameof(Port), defaults.Port),
            Address = settings.Text(nameof(Address), defaults.Address)!,
            Shards = settings.OptionalInteger(nameof(Shards)),
            NodeName = settings.Text(nameof(NodeName), defaults.NodeName)!,
            Compaction = CompactionSettings.Read(compaction),
            Projections = ProjectionSettings.Read(projections),
            Retention = RetentionSettings.Read(retention),
            Http = HttpApiOptions.Read(http),
            Telemetry = TelemetryOptions.Read(telemetry),
            Cluster = ClusterSettings.Read(cluster),
            Operator = OperatorOptions.Read(operating),
            Log = LogOptions.Read(log),
        };
        settings.RefuseUnknown();

        // A value that could not be converted was replaced by its default or 0, and may be told only once.
        SettingsReader[] sections = [settings, compaction, projections, retention, http, telemetry, cluster, operating, log];
        var unreadable = sections.SelectMany(section => section.Faults).ToList();
        var faults = unreadable.Concat(options.Faults().Where(f => !unreadable.Exists(u => u.Key == f.Key))).ToList();
        return faults.Count == 0 ? options : throw new InvalidConfigurationException(faults);
    }

    /// <summary>What is wrong with these options; empty when nothing is.</summary>
    public IReadOnlyList<ConfigurationFault> Faults()
    {
        var faults = new FaultCollector(SectionName);
        faults.InRange(nameof(Port), Port, 0, 65_535);
        if (!IPAddress.TryParse(Address, out var address))
        {
            faults.Add(nameof(Address), Address, "must be an IP address such as 127.0.0.1 or 0.0.0.0");
        }
        else if (!IPAddress.IsLoopback(address) && !Http.NeedsToken)
        {
            faults.Add(nameof(Address), Address, "listens beyond this machine, which needs Actors:Http:Token or Actors:Http:TokenFile");
        }

        if (Shards is { } shards)
        {
            faults.InRange(nameof(Shards), shards, 1, 4096);
        }

        if (string.IsNullOrWhiteSpace(NodeName) || NodeName.Length > 200 || NodeName.Any(char.IsControl))
        {
            faults.Add(nameof(NodeName), NodeName, "must have 1 to 200 characters and no control characters");
        }

        if (Postgres is null && string.IsNullOrWhiteSpace(DataDirectory))
        {
            faults.Add(nameof(DataDirectory), DataDirectory, "must name a directory, unless Postgres is given");
        }

        return
        [
            .. faults.Faults,
            .. CompactionSettings.Faults(Compaction, $"{SectionName}:{nameof(Compaction)}"),
            .. ProjectionSettings.Faults(Projections, $"{SectionName}:{nameof(Projections)}"),
            .. RetentionSettings.Faults(Retention, $"{SectionName}:{nameof(Retention)}"),
            .. Http.Faults($"{SectionName}:{nameof(Http)}"),
            .. Telemetry.Faults($"{SectionName}:{nameof(Telemetry)}"),
            .. Cluster?.Faults($"{SectionName}:{nameof(Cluster)}", Postgres is not null) ?? [],
            .. Operator.Faults($"{SectionName}:{nameof(Operator)}"),
        ];
    }
}
