using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Actors.Hosting;
using Actors.Hosting.Configuration;
using Actors.Hosting.Http.ReadModels;
using Actors.Persistence.Sql.Projections;
using Actors.Persistence.Sql.Projections.Tables;
using Actors.Runtime;
using Actors.Runtime.LiveViews;
using Actors.Schema;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Library;

/// <summary>Who has which books, over HTTP: page by page, after one's own writes, and live.</summary>
public sealed class BorrowedBooksTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actors-library-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_reader_sees_a_loan_right_after_the_command_and_live()
    {
        var model = LibraryModel.Create(new FakeLetterService());
        await using var readModels = new SqliteReadModels(Path.Combine(_folder, "readmodels.db"), NullLogger.Instance);
        var application = new ActorApplication
        {
            Model = model,
            Projections = _ => [readModels.Projection(new BorrowedBooks(model))],
            Routes = (routes, system) => Map(routes, system, readModels),
        };
        await using var host = await ActorHost.Start(application, new ActorsOptions { DataDirectory = _folder, Port = 0 }, CancellationToken.None);
        using var client = new HttpClient { BaseAddress = host.Address };
        var borrow = await client.PostAsJsonAsync("/entities/loan/b1/commands/borrow-book", new { reader = "ann", days = 28 });
        using var query = new HttpRequestMessage(HttpMethod.Get, "/readers/ann/books");
        query.Headers.Add("Actors-Offset", borrow.Headers.GetValues("Actors-Offset"));
        var answer = await client.SendAsync(query);
        Assert.Equal("""{"items":[{"book":"b1"}]}""", await answer.Content.ReadAsStringAsync());
        using var live = new StreamReader(await client.GetStreamAsync(new Uri("/live/books", UriKind.Relative)));
        while (await live.ReadLineAsync() != """data: {"key":"b1","row":{"book":"b1"}}""")
        {
        }
    }

    // <read-model-route>
    private static void Map(IEndpointRouteBuilder routes, ActorSystem system, SqliteReadModels readModels)
    {
        routes.MapReadModel(system, new ReadModelRoute
        {
            Path = "/readers/{reader}/books",
            Summary = "The books that a reader has.",
            Projections = ["borrowed-books"],
            Parameters = [new("reader", "The reader."), new("after", "The 'next' of the page before."), new("limit", "Entries of a page; 100.", "integer")],
            Answer = BookJson.Default.PageBorrowedBook,
            Handle = async request =>
            {
                var limit = (int)request.Number("limit", 100, 1, 1000);
                var books = await Books(readModels, request.Path("reader"), request.After(1)?[0] ?? "", limit + 1, request.Aborted);
                await request.Answer(Page<BorrowedBook>.Of(books, limit, book => [book.Book]), BookJson.Default.PageBorrowedBook);
            },
        });
        MapLive(routes, system);
    }
    // </read-model-route>

    private static async Task<IReadOnlyList<BorrowedBook>> Books(
        SqliteReadModels readModels, string reader, string after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await readModels.OpenRead(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT book FROM borrowed_books WHERE reader = @reader AND book > @after ORDER BY book LIMIT @limit";
        foreach (var (name, value) in (ReadOnlySpan<(string, object)>)[("@reader", reader), ("@after", after), ("@limit", limit)])
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var books = new List<BorrowedBook>();
        while (await rows.ReadAsync(cancellationToken))
        {
            books.Add(new BorrowedBook(rows.GetString(0)));
        }

        return books;
    }

    // <live-view>
    private static void MapLive(IEndpointRouteBuilder routes, ActorSystem system)
    {
        var view = new LiveView<BorrowedBook>("books", (record, row) => system.Model.EventOf(record) switch
        {
            BookBorrowed => [new(record.Entity.Id.Value, new BorrowedBook(record.Entity.Id.Value))],
            BookReturned => [new(record.Entity.Id.Value, null)],
            _ => [],
        });
        system.Follow(view);
        routes.MapLiveView(new LiveViewRoute<BorrowedBook>
        {
            Path = "/live/books",
            Summary = "The books that somebody has, as they go and come.",
            View = view,
            Form = BookJson.Default.BorrowedBook,
        });
    }
    // </live-view>
}

internal sealed class BorrowedBooks : SqlProjection
{
    public BorrowedBooks(ActorModel model)
        : base("borrowed-books", 1, model)
    {
        var books = Table("borrowed_books", SqlColumn.Text("book").Key(), SqlColumn.Text("reader")).Index("reader", "book");
        On<BookBorrowed>((context, borrowed) => context.Upsert(books, context.Id, ("reader", borrowed.Reader)));
        On<BookReturned>((context, _) => context.Delete(books, context.Id));
    }
}

internal sealed record BorrowedBook(string Book);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Page<BorrowedBook>))]
internal sealed partial class BookJson : JsonSerializerContext;
