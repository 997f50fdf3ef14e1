using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Actors.Journal;
using Actors.Persistence.Sql;
using Actors.Persistence.Sql.Postgres;
using Actors.Persistence.Sql.Projections;
using Actors.Persistence.Sql.Sqlite;
using Actors.Runtime.Audits;
using Actors.Schema;
using Microsoft.Extensions.Logging.Abstractions;
using Shop.Node.ReadModels;
using Shop.Notifications.Sending;
using Shop.Payments.Gateway;

namespace Shop.Node.Running;

/// <summary>The command line of <c>audit</c>: reads a journal and tells whether it keeps every promise.</summary>
internal static class AuditCommand
{
    private static readonly Option<string?> Postgres = new("--postgres")
    {
        Description = "The PostgreSQL that keeps the journal, such as \"Host=localhost;Database=shop;Username=shop\". Nodes may be at work.",
    };

    private static readonly Option<string?> Data = new("--data") { Description = "The folder of an embedded journal that no node uses." };

    private static readonly Option<string?> Json = new("--json") { Description = "Also write the result to this file as JSON." };

    private static readonly Option<bool> ReadModels = new("--read-models")
    {
        Description = "Also compute every read model from scratch and compare it with the one that readers see; no node may be at work then.",
    };

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command = new Command("audit", "Reads a whole journal and checks it: no gap, nothing twice, nothing out of order, everything can be replayed.")
        {
            Postgres, Data, Json, ReadModels,
        };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(Postgres) is null) == (result.GetValue(Data) is null))
            {
                result.AddError("audit needs a journal: give either --postgres or --data.");
            }
        });
        command.SetAction((parsed, token) => Run(parsed.GetValue(Postgres), parsed.GetValue(Data), parsed.GetValue(Json), parsed.GetValue(ReadModels), token));
        return command;
    }

    private static async Task<int> Run(string? postgres, string? data, string? json, bool readModels, CancellationToken cancellationToken)
    {
        try
        {
            await using var store = await Open(postgres, data, cancellationToken);
            var gateway = new SimulatedPaymentGateway(new SimulatedPaymentGatewayOptions(), (_, _) => Task.CompletedTask);
            var model = ShopModel.Create(gateway, new SimulatedNotificationSender(new SimulatedNotificationOptions()));
            var report = await new JournalAuditor(store.Journal, model).Run(cancellationToken);
            foreach (var fault in report.Faults)
            {
                Console.WriteLine(fault);
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{report.Shards} shards, {report.Records:N0} records, {report.Entities:N0} entities, {report.FaultCount:N0} faults"));
            var areEqual = !readModels || await CompareReadModels(store.Journal, model, postgres, data, cancellationToken);
            if (json is not null)
            {
                await File.WriteAllTextAsync(json, JsonSerializer.Serialize(Summary(report), AuditJson.Default.AuditSummary), cancellationToken);
            }

            return report.IsClean && areEqual ? ExitCode.Good : ExitCode.Failed;
        }
        catch (Exception exception) when (exception is JournalUnavailableException or IncompatibleDatabaseException or DatabaseInUseException
            or DamagedDatabaseException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            Console.Error.WriteLine($"shop: {exception.Message.ReplaceLineEndings(" ")}");
            return ExitCode.WrongUsage;
        }
    }

    private static async Task<bool> CompareReadModels(
        IJournal journal, ActorModel model, string? postgres, string? data, CancellationToken cancellationToken)
    {
        const int ShownMax = 20;
        await using ISqlReadModels seen = postgres is null
            ? new SqliteReadModels(Path.Combine(data!, "readmodels.db"), NullLogger.Instance)
            : new PostgresReadModels(new PostgresOptions { ConnectionString = postgres }, NullLogger.Instance);
        var audit = new ReadModelAudit(journal, seen, ShopReadModels.All(model));
        await audit.Run(cancellationToken);
        foreach (var difference in audit.Differences.Take(ShownMax))
        {
            Console.WriteLine(difference);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{audit.Rows:N0} rows of read models computed from scratch, {audit.Differences.Count:N0} differences"));
        return audit.Differences.Count == 0;
    }

    private static async Task<IJournalStore> Open(string? postgres, string? data, CancellationToken cancellationToken)
    {
        if (postgres is not null)
        {
            return await PostgresStore.Open(new PostgresOptions { ConnectionString = postgres }, NullLogger.Instance, cancellationToken);
        }

        var file = Path.Combine(data!, "journal.db");
        return File.Exists(file)
            ? await SqliteStore.Open(new SqliteOptions { Path = file }, NullLogger.Instance, cancellationToken)
            : throw new FileNotFoundException($"--data {data} has no journal.db. Name the folder that a node was started with.");
    }

    private static AuditSummary Summary(JournalAuditReport report) =>
        new(report.Shards, report.Records, report.Entities, report.FaultCount, [.. report.Faults.Select(f => f.ToString())]);
}
