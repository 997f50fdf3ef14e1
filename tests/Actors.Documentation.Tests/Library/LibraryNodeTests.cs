using System.Globalization;
using Actors.Hosting;
using Actors.Hosting.Configuration;
using Actors.Persistence.Sql.Projections;
using Actors.Runtime.Streams.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Library;

/// <summary>The library as a whole node: a file in, a read model and HTTP out, on SQLite.</summary>
public sealed class LibraryNodeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actors-library-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_file_of_loans_leads_to_entities_dead_letters_and_an_answer()
    {
        var path = Path.Combine(_folder, "loans.jsonl");
        await File.WriteAllLinesAsync(path, ["""{"book":"b1","reader":"ann","days":28}""", "what?", """{"book":"b2","reader":"bob","days":90}"""]);
        await using var readModels = new SqliteReadModels(Path.Combine(_folder, "readmodels.db"), NullLogger.Instance);
        var application = Application(readModels);
        await using var host = await ActorHost.Start(application, new ActorsOptions { DataDirectory = _folder, Port = 0 }, CancellationToken.None);

        var counts = await Ingest(host, path);
        Assert.Equal((1, 2), (counts.Accepted, counts.DeadLettered));
        Assert.Equal(0, (await Ingest(host, path)).Read);

        var reader = host.System.EntityRef<Reader, ReaderCommand, ReaderEvent>("ann");
        await reader.Ask(new ChargeFee("b1", 2.50m));
        await host.System.WaitForProjections(CancellationToken.None);
        using var client = new HttpClient { BaseAddress = host.Address };
        Assert.Equal("2.50", await client.GetStringAsync(new Uri("/fees/ann", UriKind.Relative)));
    }

    private static async Task<Actors.Runtime.Streams.IngressCounts> Ingest(ActorHost host, string path)
    {
        // <ingress>
        var ingress = host.System.Connect(new JsonLinesFileSource(path), new LoanDecoder());
        await ingress.Run(CancellationToken.None);
        // </ingress>
        return ingress.Counts;
    }

    private static ActorApplication Application(SqliteReadModels readModels)
    {
        // <application>
        var model = LibraryModel.Create(new FakeLetterService());
        return new ActorApplication
        {
            Model = model,
            Projections = _ => [readModels.Projection(new FeesProjection(model))],
            Routes = (routes, _) => routes.MapGet("/fees/{reader}", (RequestDelegate)(context => AnswerFees(context, readModels))),
        };
        // </application>
    }

    // <read-model-query>
    private static async Task AnswerFees(HttpContext context, SqliteReadModels readModels)
    {
        await using var connection = await readModels.OpenRead(context.RequestAborted);
        await using var query = connection.CreateCommand();
        query.CommandText = "SELECT amount_in_cents FROM fees WHERE reader = @reader";
        var reader = query.CreateParameter();
        (reader.ParameterName, reader.Value) = ("@reader", context.Request.RouteValues["reader"]);
        query.Parameters.Add(reader);
        var cents = (long?)await query.ExecuteScalarAsync(context.RequestAborted) ?? 0;
        await context.Response.WriteAsync((cents / 100m).ToString("0.00", CultureInfo.InvariantCulture), context.RequestAborted);
    }
    // </read-model-query>
}
