using System.Diagnostics;
using Actors.Benchmarks.Raw;
using Actors.Benchmarks.Scenarios;
using Actors.Journal;

namespace Actors.Benchmarks.Projections;

/// <summary>What a bare loop reaches that reads the whole journal and writes the same rows: records a second of each half.</summary>
internal static class RawReadAndWrite
{
    private const int RowsPerTransaction = 8000;

    /// <summary>The rate of a loop that does both, one after the other.</summary>
    public static double Both(double read, double write) => 1 / ((1 / read) + (1 / write));

    public static async Task<(double Read, double Write)> Of(Bench bench, IJournal journal)
    {
        var transactions = new List<BookingRows>();
        long count = 0;
        var reading = TimeSpan.Zero;
        foreach (var shard in journal.ShardCount.All)
        {
            var after = SequenceNumber.None;
            while (true)
            {
                var started = Stopwatch.GetTimestamp();
                var records = await journal.Read(shard, after, RowsPerTransaction, bench.Token);
                reading += Stopwatch.GetElapsedTime(started);
                if (records.Count == 0)
                {
                    break;
                }

                count += records.Count;
                after = records[^1].Sequence;
                transactions.Add(new BookingRows(
                    [.. records.Select(r => r.Entity.Id.Value)], [.. records.Select(r => r.Version.Value)], [.. records.Select(_ => 1L)], [.. records.Select(r => r.Version.Value)]));
            }
        }

        var writing = Stopwatch.GetTimestamp();
        await bench.Database.WriteRaw(transactions, bench.Token);
        return (count / reading.TotalSeconds, count / Stopwatch.GetElapsedTime(writing).TotalSeconds);
    }
}
