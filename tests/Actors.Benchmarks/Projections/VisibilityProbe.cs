using System.Diagnostics;
using Actors.Benchmarks.Domain;
using Actors.Benchmarks.Load;
using Actors.Persistence.Sql.Projections;

namespace Actors.Benchmarks.Projections;

/// <summary>Books on an account of its own, and looks for the row until a reader sees it: the time from the durable answer to that.</summary>
internal sealed class VisibilityProbe(IShardRegion region, ISqlReadModels models)
{
    private static readonly EntityKey Own = new(Account.Type, new EntityId("probe"));
    private volatile bool _isOver;

    public Histogram Latencies { get; } = new();

    public long Errors { get; private set; }

    public async Task Run(CancellationToken cancellationToken)
    {
        await using var connection = await models.OpenRead(cancellationToken);
        await using var query = connection.CreateCommand();
        query.CommandText = "SELECT bookings FROM accounts WHERE account = 'probe'";
        for (long number = 1; !_isOver; number++)
        {
            await region.Ask(Own, Account.CommandOf(100, 1), AskOptions.Default, cancellationToken);
            var durable = Stopwatch.GetTimestamp();
            while (await query.ExecuteScalarAsync(cancellationToken) is not long seen || seen < number)
            {
                if (Stopwatch.GetElapsedTime(durable) > TimeSpan.FromSeconds(30))
                {
                    Errors++;
                    return;
                }
            }

            Latencies.Add((long)Stopwatch.GetElapsedTime(durable).TotalNanoseconds);
            await Window.Pass(TimeSpan.FromMilliseconds(5), cancellationToken);
        }
    }

    public Task Stop(Task running)
    {
        _isOver = true;
        return running;
    }
}
