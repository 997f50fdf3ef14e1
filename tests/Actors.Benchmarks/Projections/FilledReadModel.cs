using Actors.Benchmarks.Domain;
using Actors.Benchmarks.Scenarios;
using Actors.Persistence.Sql.Projections;
using Actors.Projections;

namespace Actors.Benchmarks.Projections;

/// <summary>A node over a journal that is full from the beginning, with a read model that has come to its end.</summary>
internal sealed class FilledReadModel : IAsyncDisposable
{
    /// <summary>How many events each account has.</summary>
    public const int EventsPerAccount = 10;

    private FilledReadModel(ISqlReadModels models, IVersionedProjection projection, Node node, (double Read, double Write) raw, int accounts) =>
        (Models, Projection, Node, Raw, Accounts) = (models, projection, node, raw, accounts);

    /// <summary>Where the read model is.</summary>
    public ISqlReadModels Models { get; }

    /// <summary>What fills it.</summary>
    public IVersionedProjection Projection { get; }

    /// <summary>The node.</summary>
    public Node Node { get; }

    /// <summary>What a bare loop reached on the same journal, with nothing beside it: records a second.</summary>
    public (double Read, double Write) Raw { get; }

    /// <summary>How many accounts there are.</summary>
    public int Accounts { get; }

    /// <summary>How many events the journal has had from the beginning.</summary>
    public long Events => (long)Accounts * EventsPerAccount;

    /// <summary>Fills a journal, measures the bare loop, and lets the first build come to the end, while the code is still cold.</summary>
    /// <param name="bench">What is measured.</param>
    /// <param name="announce">A side effect of each event.</param>
    public static async Task<FilledReadModel> Open(Bench bench, Action? announce = null)
    {
        var keys = Domain.Accounts.Spread(bench.Settings.Entities);
        var store = await bench.Database.OpenEmpty(bench.Token);
        await new BulkWriter(store.Journal, keys, EventsPerAccount).Write(bench.Token);
        var raw = await RawReadAndWrite.Of(bench, store.Journal);
        var models = bench.Database.OpenReadModels();
        var projection = models.Projection(new BookingsProjection(1, announce));
        var node = await Node.Start(store, bench.Database, Account.Model, projection, rebuildRecordsPerSecond: 0, bench.Token);
        await node.System.WaitForProjections(bench.Token);
        return new FilledReadModel(models, projection, node, raw, keys.Length);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await Models.DisposeAsync();
    }
}
