using Actors.Benchmarks.Raw;
using Actors.Journal;
using Actors.Persistence.Sql;
using Actors.Persistence.Sql.Projections;
using Actors.Persistence.Sql.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Benchmarks.Databases;

/// <summary>SQLite in WAL mode with synchronous=FULL.</summary>
internal sealed class SqliteDatabase(TimeSpan flushDelay, CompactionOptions compaction) : IDatabase
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-bench-");
    private int _files;

    public string Name => "sqlite";

    public int ShardHosts => 1;

    public int RawWriters => 1;

    public bool KeepsRecords => true;

    public int? ConnectionsMax => null;

    private string Current => Path.Combine(_folder.FullName, $"bench{_files}.db");

    public Task<IJournalStore> OpenEmpty(CancellationToken cancellationToken)
    {
        NextFile();
        return Reopen(cancellationToken);
    }

    public async Task<IJournalStore> Reopen(CancellationToken cancellationToken)
    {
        var store = await SqliteStore.Open(new SqliteOptions { Path = Current, Compaction = compaction }, NullLogger.Instance, cancellationToken);
        return flushDelay > TimeSpan.Zero ? new DelayedFlushStore(store, flushDelay) : store;
    }

    public Task<RawFigure?> RawLimit(RawForm form, RawShape shape, TimeSpan duration, CancellationToken cancellationToken)
    {
        NextFile();
        return Task.Run<RawFigure?>(
            () =>
            {
                var timer = new RawTimer(duration);
                new SqliteRawWriter(Current, form, shape with { Writers = 1 }, flushDelay).Run(timer);
                return timer.Figure;
            },
            cancellationToken);
    }

    public ISqlReadModels OpenReadModels() => new SqliteReadModels($"{Current}.readmodels", NullLogger.Instance);

    public Task WriteRaw(IReadOnlyList<BookingRows> transactions, CancellationToken cancellationToken) =>
        Task.Run(() => SqliteRawRows.Write($"{Current}.raw", transactions), cancellationToken);

    public TimeSpan? ServerTime() => null;

    public Task<DatabaseSize> Size(CancellationToken cancellationToken) => Task.FromResult(
        new DatabaseSize(_folder.EnumerateFiles($"bench{_files}.db*").Sum(f => f.Length), []));

    public Task<int> Connections(CancellationToken cancellationToken) => Task.FromResult(0);

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private void NextFile()
    {
        foreach (var file in _folder.EnumerateFiles($"bench{_files}.db*"))
        {
            file.Delete();
        }

        _files++;
    }
}
