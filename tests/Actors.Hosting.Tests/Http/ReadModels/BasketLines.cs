using System.Data.Common;
using System.Text.Json.Serialization;
using Actors.Hosting.Http.ReadModels;
using Actors.Hosting.Tests.Node;
using Actors.Journal;
using Actors.Persistence.Sql.Projections;
using Actors.Runtime;
using Actors.Runtime.LiveViews;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Hosting.Tests.Http.ReadModels;

/// <summary>A read model of the items in baskets, in SQL and live, with its addresses; a test can hold the projection up.</summary>
internal sealed class BasketLines : ISqlProjection, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public ReaderName Name { get; } = new("basket-lines");

    public LiveView<BasketLine> Live { get; } = new("live-baskets", Changes, new LiveViewOptions { QueueMax = 50, ChangesMax = 200, RowsMax = 100 });

    public static ActorApplication Extend(ActorApplication application, string folder, BasketLines lines)
    {
        var models = new SqliteReadModels(Path.Combine(folder, "readmodels.db"), NullLogger.Instance);
        return application with { Projections = _ => [models.Store(lines)], Routes = (routes, system) => lines.Map(routes, system, models) };
    }

    public Task Hold() => _gate.WaitAsync();

    public void Release() => _gate.Release();

    public void Dispose() => _gate.Dispose();

    public IReadOnlyList<string> CreateTables(SqlDialect dialect) => ["CREATE TABLE IF NOT EXISTS basket_lines (basket text, sku text, quantity bigint)"];

    public async Task Apply(IReadOnlyList<JournalRecord> records, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        _gate.Release();
        foreach (var record in records.Where(r => EventOf(r) is ItemAdded))
        {
            var added = (ItemAdded)EventOf(record)!;
            await using var command = transaction.Connection!.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = $"INSERT INTO basket_lines VALUES ('{record.Entity.Id.Value}', '{added.Sku}', {added.Quantity})";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static object? EventOf(JournalRecord record) => BasketModel.Model.EventOf(record);

    private static IEnumerable<LiveChange<BasketLine>> Changes(JournalRecord record, Func<string, BasketLine?> row) => EventOf(record) switch
    {
        ItemAdded { Sku: "bad" } => throw new InvalidOperationException("The test wants this."),
        ItemAdded added => [new(record.Entity.Id.Value, new BasketLine(record.Entity.Id.Value, added.Sku, (row(record.Entity.Id.Value)?.Quantity ?? 0) + added.Quantity))],
        CheckedOut => [new(record.Entity.Id.Value, null)],
        _ => [],
    };

    private void Map(IEndpointRouteBuilder routes, ActorSystem system, SqliteReadModels models)
    {
        system.Follow(Live);
        routes.MapReadModel(system, new ReadModelRoute
        {
            Path = "/baskets/{id}/lines",
            Summary = "The items that were put into a basket.",
            Projections = [Name.Value],
            Parameters = [new("id", "The basket."), new("after", "The next of the page before."), new("limit", "Entries of a page; 100.", "integer")],
            Answer = BasketLinesJson.Default.PageBasketLine,
            Handle = async request =>
            {
                var limit = (int)request.Number("limit", 100, 1, 1000);
                var after = request.After(1);
                await using var connection = await models.OpenRead(request.Aborted);
                await using var command = connection.CreateCommand();
                command.CommandText =
                    $"SELECT sku, quantity FROM basket_lines WHERE basket = '{request.Path("id")}' AND sku > '{after?[0]}' ORDER BY sku LIMIT {limit + 1}";
                await using var rows = await command.ExecuteReaderAsync(request.Aborted);
                var lines = new List<BasketLine>();
                while (await rows.ReadAsync(request.Aborted))
                {
                    lines.Add(new BasketLine(request.Path("id"), rows.GetString(0), rows.GetInt64(1)));
                }

                await request.Answer(Page<BasketLine>.Of(lines, limit, line => [line.Sku]), BasketLinesJson.Default.PageBasketLine);
            },
        });
        routes.MapLiveView(new LiveViewRoute<BasketLine>
        {
            Path = "/live/baskets",
            Summary = "The baskets that are not checked out, with what was last put into them.",
            View = Live,
            Form = BasketLinesJson.Default.BasketLine,
            Parameters = [new("sku", "Only baskets whose last item is this one.")],
            Filter = request => request.Query["sku"].ToString() is { Length: > 0 } sku ? line => line.Sku == sku : _ => true,
        });
    }
}

internal sealed record BasketLine(string Basket, string Sku, long Quantity);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Page<BasketLine>))]
internal sealed partial class BasketLinesJson : JsonSerializerContext;
