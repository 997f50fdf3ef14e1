using System.Diagnostics;
using Actors.Journal;
using Actors.Persistence.Sql.Postgres;
using Actors.Persistence.Sql.Projections;
using Actors.Persistence.Sql.Tests.Sources;
using Actors.Projections;
using Actors.Projections.Audits;
using Actors.Sharding;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit.Abstractions;

namespace Actors.Persistence.Sql.Tests.Audits;

/// <summary>Plants gaps between a journal and a projection, and demands that each one is found, and nothing else.</summary>
public abstract class PlantedGapTests(ITestOutputHelper output)
{
    private static readonly ShardCount Shards = new(8);
    private static readonly int Gaps = Environment.GetEnvironmentVariable("ACTORS_NIGHTLY") == "1" ? 1_000 : 56;
    private readonly Random _random = new(20261125);

    [Fact]
    public async Task Every_planted_gap_is_found_and_there_is_no_false_alarm()
    {
        await using var bench = await Open(Shards);
        var (found, exact, auditing) = (0, 0, TimeSpan.Zero);
        for (var round = 0; round < 2 * Gaps; round++)
        {
            GapKind? kind = round % 2 == 0 ? null : (GapKind)((round / 2) % Enum.GetValues<GapKind>().Length);
            var known = (await bench.Skips()).ToHashSet();
            var place = await Step(bench, kind);
            var started = Stopwatch.GetTimestamp();
            var audit = await bench.Audit();
            auditing += Stopwatch.GetElapsedTime(started);
            Assert.Equal(audit.Records, audit.Compared);
            var news = (await bench.Skips()).Where(s => !known.Contains(s)).ToList();
            if (kind is null)
            {
                Assert.Empty(news);
                continue;
            }

            Assert.True(news.Count > 0, $"round {round}: {kind} at {place} was not found");
            Assert.Contains(news, s => s.Shard == place.Shard && s.First <= place.Sequence && s.Last >= place.Sequence);
            found++;
            exact += news.TrueForAll(s => s.IsExact) ? 1 : 0;
        }

        Assert.Equal(Gaps, found);
        var whole = await bench.Audit(isWhole: true);
        output.WriteLine(
            $"{found} of {Gaps} gaps found, {exact} named to the record, no false alarm in {Gaps} clean rounds; {whole.Records} records, "
            + $"{auditing.TotalMilliseconds / (2 * Gaps):0.00} ms for each audit.");
    }

    [Fact]
    public async Task A_row_that_is_deleted_later_is_found_by_a_whole_audit()
    {
        await using var bench = await Open(Shards);
        for (var i = 0; i < 20; i++)
        {
            await Step(bench, null);
        }

        await bench.Audit();
        var shard = (await bench.Store.Journal.Heads([.. Shards.All], default)).First(h => h.Head.Value > 5).Shard;
        var (first, last) = await DeleteBlock(shard, 2);
        Assert.Equal(0, (await bench.Audit()).Skipped);
        Assert.Equal(last - first + 1, (await bench.Audit(isWhole: true)).Skipped);
        Assert.Equal(
            [new ProjectionSkip(shard, SkipKind.MissingInJournal, new SequenceNumber(first), new SequenceNumber(last), last - first + 1, IsExact: true) { Build = 1 }],
            await bench.Skips());
        Assert.Equal(last - first + 1, (await bench.Audit(isWhole: true)).Skipped);
    }

    [Fact]
    public async Task What_retention_has_removed_is_no_gap_and_a_later_gap_is_found()
    {
        await using var bench = await Open(Shards);
        var shard = new ShardId(3);
        for (var round = 0; round < 3; round++)
        {
            await bench.Append(shard, 60);
            await bench.Apply(ProjectionBatch.Of(await bench.Unread(shard)));
            Assert.Equal(0, (await bench.Audit()).Skipped);
            await bench.RemoveLog(shard);
            Assert.True((await bench.Store.Records.RemovedUpTo(shard, default)).Value > 0);
            Assert.Equal(0, (await bench.Audit(isWhole: true)).Skipped);
        }

        await bench.Append(shard, 60);
        var records = await bench.Unread(shard);
        await bench.Apply(ProjectionBatch.Of(records) with { Applied = [.. records.Skip(1)] });
        Assert.Equal(1, (await bench.Audit(isWhole: true)).Skipped);
        Assert.Equal(records[0].Sequence, Assert.Single(await bench.Skips()).First);
    }

    [Fact]
    public async Task What_was_skipped_or_set_aside_by_a_decision_is_no_gap()
    {
        await using var bench = await Open(Shards);
        var shard = new ShardId(3);
        await bench.Append(shard, 9);
        var records = await bench.Unread(shard);
        await bench.Apply(new ProjectionBatch(
            records, [.. records.Where((_, i) => i % 3 == 0)], [.. records.Where((_, i) => i % 3 == 1).Select(r => new ParkedRecord(r, "The test says so."))])
        {
            Skipped = [.. records.Where((_, i) => i % 3 == 2)],
        });
        Assert.Equal((9, 9, 0), await bench.Audit() is var audit ? (audit.Given, audit.Compared, audit.Skipped) : default);
    }

    [Fact]
    public async Task Audits_between_batches_compare_every_record_once()
    {
        const int PerShard = 500;
        const int BatchesPerAudit = 14; // 56,000 records: what comes in the 5 s between two audits under a heavy load.
        await using var bench = await Open(Shards);
        var (applying, auditing, batches) = (TimeSpan.Zero, TimeSpan.Zero, Gaps);
        for (var batch = 1; batch <= batches; batch++)
        {
            foreach (var shard in Shards.All)
            {
                await bench.Append(shard, PerShard);
            }

            var records = new List<JournalRecord>();
            foreach (var shard in Shards.All)
            {
                records.AddRange(await bench.Unread(shard));
            }

            var started = Environment.CpuUsage.TotalTime;
            await bench.Apply(ProjectionBatch.Of(records));
            applying += Environment.CpuUsage.TotalTime - started;
            if (batch % BatchesPerAudit != 0)
            {
                continue;
            }

            started = Environment.CpuUsage.TotalTime;
            var audit = await bench.Audit();
            auditing += Environment.CpuUsage.TotalTime - started;
            Assert.Equal((batch * PerShard * Shards.Value, 0), (audit.Compared, audit.Skipped));
        }

        var total = batches * PerShard * Shards.Value;
        await bench.Audit(isWhole: true);
        var begun = Environment.CpuUsage.TotalTime;
        Assert.Equal(0, (await bench.Audit(isWhole: true)).Skipped);
        var whole = Environment.CpuUsage.TotalTime - begun;
        output.WriteLine(
            $"{total} records, in processor time of this process: {applying.TotalMilliseconds * 1000 / total:0.00} us each to apply, {auditing.TotalMilliseconds * 1000 / total:0.000} us to audit, "
            + $"{100 * auditing / (applying + auditing):0.0} % of both; "
            + $"{whole.TotalMilliseconds * 1000 / total:0.000} us each for a whole audit when the code is warm.");
    }

    private protected abstract Task<AuditBench> Open(ShardCount shards);

    /// <summary>Changes a stored offset by hand.</summary>
    private protected abstract Task MoveOffset(ShardId shard, long by);

    /// <summary>Deletes the last block of a shard that ends at or before a record, or the one with it, from the journal.</summary>
    private protected abstract Task<(long First, long Last)> DeleteBlock(ShardId shard, long sequence);

    /// <summary>Appends to some shards and lets the projection read; plants a fault on the way.</summary>
    /// <returns>Where the fault is.</returns>
    private async Task<JournalOffset> Step(AuditBench bench, GapKind? kind)
    {
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            await bench.Append(new ShardId(_random.Next(Shards.Value)), _random.Next(1, 40));
        }

        var shard = new ShardId(_random.Next(Shards.Value));
        await bench.Append(shard, _random.Next(3, 40));
        JournalOffset? place = null;
        foreach (var each in Shards.All)
        {
            var records = await bench.Unread(each);
            if (each == shard && kind is { } planted)
            {
                place = new JournalOffset(shard, records[_random.Next(1, records.Count - 1)].Sequence);
                await Plant(bench, planted, records, place.Value);
            }
            else if (records.Count > 0)
            {
                await bench.Apply(ProjectionBatch.Of(records));
            }
        }

        return place ?? default;
    }

    private async Task Plant(AuditBench bench, GapKind kind, IReadOnlyList<JournalRecord> records, JournalOffset place)
    {
        var at = (int)(place.Sequence.Value - records[0].Sequence.Value);
        var whole = ProjectionBatch.Of(records);
        switch (kind)
        {
            case GapKind.WrongRecordRead:
                await bench.Apply(ProjectionBatch.Of([.. records.Take(at), records[at - 1] with { Sequence = records[at].Sequence }, .. records.Skip(at + 1)]));
                break;
            case GapKind.LeftOutByReading:
                await bench.Apply(ProjectionBatch.Of(
                    [.. records.Take(at), .. records.Skip(at + 1).Select(r => r with { Sequence = new SequenceNumber(r.Sequence.Value - 1) })]));
                await bench.Apply(ProjectionBatch.Of(await bench.Unread(place.Shard)));
                break;
            case GapKind.LostInBatch:
                await bench.Apply(whole with { Applied = [.. records.Where((_, i) => i != at)] });
                break;
            case GapKind.DoubledInBatch:
                await bench.Apply(whole with { Applied = [.. records.Take(at + 1), .. records.Skip(at)] });
                break;
            case GapKind.SwappedInBatch:
                await bench.Apply(whole with { Applied = [.. records.Take(at), records[at + 1], records[at], .. records.Skip(at + 2)] });
                break;
            case GapKind.OffsetTooFar:
                await bench.Apply(ProjectionBatch.Of([.. records.Take(at)]));
                await MoveOffset(place.Shard, 1);
                await bench.Reload();
                await bench.Apply(ProjectionBatch.Of(await bench.Unread(place.Shard)));
                break;
            default:
                await bench.Apply(whole);
                await DeleteBlock(place.Shard, place.Sequence.Value);
                break;
        }
    }
}

public sealed class PostgresPlantedGapTests(ITestOutputHelper output) : PlantedGapTests(output)
{
    private readonly PostgresSource _source = new();

    private protected override async Task<AuditBench> Open(ShardCount shards) => await AuditBench.Open(
        await _source.OpenPostgres(shards, default),
        new PostgresReadModels(new PostgresOptions { ConnectionString = await _source.ConnectionString() }, NullLogger.Instance));

    private protected override async Task MoveOffset(ShardId shard, long by)
    {
        await using var source = NpgsqlDataSource.Create(await _source.ConnectionString());
        await using var command = source.CreateCommand("UPDATE projection_progress SET value = value + $1 WHERE shard = $2");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = by });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = shard.Value });
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    private protected override async Task<(long First, long Last)> DeleteBlock(ShardId shard, long sequence)
    {
        await using var source = NpgsqlDataSource.Create(await _source.ConnectionString());
        await using var command = source.CreateCommand("DELETE FROM blocks WHERE shard = $1 AND first_seq <= $2 AND last_seq >= $2 RETURNING first_seq, last_seq");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = shard.Value });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = sequence });
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}

public sealed class SqlitePlantedGapTests(ITestOutputHelper output) : PlantedGapTests(output), IAsyncDisposable
{
    private readonly SqliteSource _source = new();

    private string ReadModels => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(_source.Path)!, "readmodels.db");

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private protected override async Task<AuditBench> Open(ShardCount shards) =>
        await AuditBench.Open(await _source.OpenSqlite(shards, default), new SqliteReadModels(ReadModels, NullLogger.Instance));

    private protected override Task MoveOffset(ShardId shard, long by)
    {
        Assert.Equal([], Run(ReadModels, $"UPDATE projection_progress SET value = value + {by} WHERE shard = {shard}"));
        return Task.CompletedTask;
    }

    private protected override Task<(long First, long Last)> DeleteBlock(ShardId shard, long sequence) => Task.FromResult(Assert.Single(
        Run(_source.Path, $"DELETE FROM blocks WHERE shard = {shard} AND first_seq <= {sequence} AND last_seq >= {sequence} RETURNING first_seq, last_seq")));

    private static List<(long First, long Last)> Run(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<(long, long)>();
        while (reader.Read())
        {
            rows.Add((reader.GetInt64(0), reader.GetInt64(1)));
        }

        return rows;
    }
}
