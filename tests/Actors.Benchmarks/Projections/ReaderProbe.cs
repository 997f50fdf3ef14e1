using System.Data.Common;
using System.Diagnostics;
using Actors.Benchmarks.Load;
using Actors.Persistence.Sql.Projections;

namespace Actors.Benchmarks.Projections;

/// <summary>Reads one account again and again while builds are exchanged: it must always be there, and never go back.</summary>
internal sealed class ReaderProbe(ISqlReadModels models)
{
    private volatile bool _isOver;

    public Histogram Latencies { get; } = new();

    public long Errors { get; private set; }

    public async Task Run(CancellationToken cancellationToken)
    {
        await using var connection = await models.OpenRead(cancellationToken);
        await using var query = connection.CreateCommand();
        query.CommandText = "SELECT bookings FROM accounts WHERE account = 'a1'";
        long last = 0;
        while (!_isOver)
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                var seen = await query.ExecuteScalarAsync(cancellationToken) as long? ?? 0;
                Errors += seen == 0 || seen < last ? 1 : 0;
                last = seen;
            }
            catch (DbException)
            {
                Errors++;
            }

            Latencies.Add((long)Stopwatch.GetElapsedTime(started).TotalNanoseconds);
            await Window.Pass(TimeSpan.FromMilliseconds(1), cancellationToken);
        }
    }

    public Task Stop(Task running)
    {
        _isOver = true;
        return running;
    }
}
