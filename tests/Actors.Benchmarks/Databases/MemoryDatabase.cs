using Actors.Benchmarks.Raw;
using Actors.Journal;
using Actors.Persistence.Sql.Projections;

namespace Actors.Benchmarks.Databases;

/// <summary>No database: a journal that forgets. What is left is the cost of the runtime alone.</summary>
internal sealed class MemoryDatabase(TimeSpan flushDelay) : IDatabase
{
    public string Name => "memory";

    public int ShardHosts => 1;

    public int RawWriters => 1;

    public bool KeepsRecords => false;

    public int? ConnectionsMax => null;

    public Task<IJournalStore> OpenEmpty(CancellationToken cancellationToken) => Task.FromResult<IJournalStore>(
        flushDelay > TimeSpan.Zero ? new DelayedFlushStore(new ForgetfulStore(), flushDelay) : new ForgetfulStore());

    public Task<IJournalStore> Reopen(CancellationToken cancellationToken) => throw new NotSupportedException("This journal forgets.");

    public Task<RawFigure?> RawLimit(RawForm form, RawShape shape, TimeSpan duration, CancellationToken cancellationToken) =>
        Task.FromResult<RawFigure?>(null);

    public ISqlReadModels OpenReadModels() => throw new NotSupportedException("The database in memory has no read models.");

    public Task WriteRaw(IReadOnlyList<BookingRows> transactions, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The database in memory has no read models.");

    public TimeSpan? ServerTime() => null;

    public Task<DatabaseSize> Size(CancellationToken cancellationToken) => Task.FromResult(new DatabaseSize(0, []));

    public Task<int> Connections(CancellationToken cancellationToken) => Task.FromResult(0);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
