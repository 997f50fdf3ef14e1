using Actors.Hosting;
using Actors.Hosting.Configuration;
using Actors.Persistence.Sql.Projections;
using Actors.Projections;
using Actors.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Library;

/// <summary>The read model of fees is replaced by its next version while the library goes on.</summary>
public sealed class RebuildTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actors-rebuild-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_next_version_is_built_beside_the_first_and_takes_its_place()
    {
        await using var readModels = new SqliteReadModels(Path.Combine(_folder, "readmodels.db"), NullLogger.Instance);
        var model = LibraryModel.Create(new FakeLetterService());
        var options = new ActorsOptions { DataDirectory = _folder, Port = 0 };
        await using (var host = await ActorHost.Start(
            new ActorApplication { Model = model, Projections = _ => [readModels.Projection(new FeesProjection(model))] }, options, CancellationToken.None))
        {
            await host.System.EntityRef<Reader, ReaderCommand, ReaderEvent>("ann").Ask(new ChargeFee("b1", 2.50m));
            await host.System.WaitForProjections(CancellationToken.None);
        }

        // <both-versions>
        var application = new ActorApplication
        {
            Model = model,
            Projections = _ => [readModels.Projection(new FeesProjection(model), new FeesByBookProjection(model))],
        };
        // </both-versions>
        await using var next = await ActorHost.Start(application, options, CancellationToken.None);
        await next.System.EntityRef<Reader, ReaderCommand, ReaderEvent>("ann").Ask(new ChargeFee("b2", 1m));
        var projections = next.System.Projections;
        Assert.True((await projections.Rebuild("fees", version: 2, isDryRun: false, CancellationToken.None)).IsDone);
        await Eventually.Holds(async () => (await projections.StateOf("fees", CancellationToken.None))!.Candidate is { Phase: BuildPhase.CaughtUp, Comparison.IsEqual: true });
        Assert.True((await projections.Switch("fees", isDryRun: false, CancellationToken.None)).IsDone);
        Assert.Equal(350L, await Scalar(readModels, "SELECT amount_in_cents FROM fees WHERE reader = 'ann' AND charges = 2"));
        Assert.Equal(100L, await Scalar(readModels, "SELECT amount_in_cents FROM fees_by_book WHERE book = 'b2'"));
        Assert.True((await projections.SwitchBack("fees", isDryRun: false, CancellationToken.None)).IsDone);
        Assert.Equal(350L, await Scalar(readModels, "SELECT amount_in_cents FROM fees WHERE reader = 'ann'"));
        Assert.True((await projections.Drop("fees", build: null, isDryRun: false, CancellationToken.None)).IsDone);
    }

    private static async Task<object?> Scalar(SqliteReadModels readModels, string sql)
    {
        await using var connection = await readModels.OpenRead(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
