using System.Data.Common;
using Actors.Journal;
using Actors.Persistence.Sql.Projections;
using Actors.Persistence.Sql.Projections.Tables;
using Actors.Persistence.Sql.Tests.Sources;
using Actors.Schema;
using Actors.Sharding;
using Actors.TestKit.Contracts;
using static Actors.Persistence.Sql.Projections.Tables.SqlColumn;

namespace Actors.Persistence.Sql.Tests.Projections;

/// <summary>Changes to rows take effect as if each were written at once, though they are collected and joined.</summary>
public abstract class RowTests
{
    private static readonly DateTimeOffset Moment = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static TheoryData<string, string> Sequences => new()
    {
        { "set a; set b", "a=1 b=2 n=0" },
        { "set a; add n; add n", "a=1 b=- n=10" },
        { "add n; set a", "a=1 b=- n=5" },
        { "change b; add n", "a=- b=- n=5" },
        { "set a; change b; add n; change b", "a=1 b=2 n=5" },
        { "set a; delete", "nothing" },
        { "set a; delete; set b", "a=- b=2 n=0" },
        { "set a; delete; change b", "nothing" },
        { "add n; set n; add n", "a=- b=- n=105" },
        { "delete; add n", "a=- b=- n=5" },
        { "change b; change b", "nothing" },
        { "set a; execute; add n", "a=1 b=9 n=5" },
        { "execute; set a", "a=1 b=- n=0" },
        { "set a; count", "a=1 b=1 n=0" },
    };

    [Theory]
    [MemberData(nameof(Sequences))]
    public async Task A_sequence_of_changes_has_the_same_effect_in_one_batch_and_in_one_for_each(string changes, string expected)
    {
        var steps = changes.Split("; ");
        Assert.Equal(expected, await RowAfter([steps]));
        Assert.Equal(expected, await RowAfter([.. steps.Select(step => (string[])[step])]));
    }

    [Fact]
    public async Task Every_type_of_column_is_kept()
    {
        await using var models = await Open();
        var projection = new EveryType();
        await Apply(models, projection, 1);
        await using var connection = await models.OpenRead(default);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT word, number, real_number, flag, at, bytes, missing FROM every_type WHERE part = 'x' AND place = 7";
        await using var rows = await command.ExecuteReaderAsync();
        Assert.True(await rows.ReadAsync());
        Assert.Equal(("ä'\"", 1L << 60, 0.5, true), (rows.GetString(0), rows.GetInt64(1), rows.GetDouble(2), rows.GetBoolean(3)));
        Assert.Equal(Moment.UtcDateTime, DateTime.SpecifyKind(rows.GetDateTime(4), DateTimeKind.Utc));
        Assert.Equal([1, 2, 3], rows.GetFieldValue<byte[]>(5));
        Assert.True(rows.IsDBNull(6));
    }

    [Fact]
    public async Task A_value_that_is_none_for_its_column_is_refused_in_words()
    {
        await using var models = await Open();
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Apply(models, new Steps(_ => "wrong"), 1));
        Assert.Contains("Column n of steps takes Number, not String.", error.Message);
    }

    [Fact]
    public async Task A_name_that_another_table_has_is_refused_in_words()
    {
        await using var models = await Open();
        await models.Store(new CountingProjection()).Start(default);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => models.Projection(new Taken("counted")).Load(default));
        Assert.Contains("counted", error.Message);
    }

    [Fact]
    public async Task A_name_that_a_table_of_another_projection_has_is_refused_in_words()
    {
        await using var models = await Open();
        await models.Projection(new Steps(_ => "set a")).Load(default);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => models.Projection(new Taken("steps")).Load(default));
        Assert.Contains("Projections steps and taken both have a table named steps", error.Message);
    }

    protected abstract Task<ISqlReadModels> Open();

    private async Task<string> RowAfter(IReadOnlyList<string[]> batches)
    {
        await using var models = await Open();
        var steps = batches.SelectMany(b => b).ToArray();
        var projection = models.Projection(new Steps(record => steps[record.Sequence.Value - 1]));
        var store = projection.Open((await projection.Load(default)).Active);
        await store.Start(default);
        var next = 1;
        foreach (var batch in batches)
        {
            await store.Apply([.. batch.Select(_ => Sample.Record(new ShardId(1), next++, Sample.Entity(1)))], default);
        }

        await using var connection = await models.OpenRead(default);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT a, b, n FROM steps";
        await using var rows = await command.ExecuteReaderAsync();
        return await rows.ReadAsync() ? $"a={Show(rows, 0)} b={Show(rows, 1)} n={Show(rows, 2)}" : "nothing";
    }

    private static string Show(DbDataReader rows, int place) => rows.IsDBNull(place) ? "-" : rows.GetInt64(place).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task Apply(ISqlReadModels models, SqlProjection description, int count)
    {
        var projection = models.Projection(description);
        var store = projection.Open((await projection.Load(default)).Active);
        await store.Start(default);
        await store.Apply([.. Enumerable.Range(1, count).Select(i => Sample.Record(new ShardId(1), i, Sample.Entity(1)))], default);
    }

    private sealed class Steps : SqlProjection
    {
        public Steps(Func<JournalRecord, string> stepOf)
            : base("steps", 1, new ActorModel([]))
        {
            var table = Table("steps", Text("id").Key(), Number("a").Nullable(), Number("b").Nullable(), Number("n"));
            OnRecord((context, record) => Do(context, table, stepOf(record)).GetAwaiter().GetResult());
        }

        private static async Task Do(ProjectionContext context, SqlTable table, string step)
        {
            switch (step)
            {
                case "set a":
                    context.Upsert(table, "x", ("a", 1));
                    break;
                case "set b":
                    context.Upsert(table, "x", ("b", 2));
                    break;
                case "set n":
                    context.Upsert(table, "x", ("n", 100));
                    break;
                case "add n":
                    context.Add(table, "x", ("n", 5));
                    break;
                case "change b":
                    context.Update(table, "x", ("b", 2));
                    break;
                case "delete":
                    context.Delete(table, "x");
                    break;
                case "execute":
                    await context.Execute("UPDATE {steps} SET b = @p0", 9);
                    break;
                case "count":
                    context.Upsert(table, "x", ("b", Convert.ToInt64(await context.Scalar("SELECT count(*) FROM {steps}"))));
                    break;
                default:
                    context.Upsert(table, "x", ("n", "no number"));
                    break;
            }
        }
    }

    private sealed class EveryType : SqlProjection
    {
        public EveryType()
            : base("every-type", 1, new ActorModel([]))
        {
            var table = Table(
                "every_type", Text("part").Key(), Number("place").Key(), Text("word"), Number("number"), Real("real_number"), Boolean("flag"), Time("at"), Bytes("bytes"), Text("missing").Nullable());
            OnRecord((context, _) => context.Upsert(
                table,
                RowKey.Of("x", 7),
                ("word", "ä'\""), ("number", 1L << 60), ("real_number", 0.5), ("flag", true), ("at", Moment), ("bytes", new byte[] { 1, 2, 3 }), ("missing", null)));
        }
    }

    private sealed class Taken : SqlProjection
    {
        public Taken(string table)
            : base("taken", 1, new ActorModel([])) => Table(table, Text("id").Key());
    }
}

public sealed class PostgresRowTests : RowTests
{
    protected override async Task<ISqlReadModels> Open() => new PostgresReadModels(
        new Postgres.PostgresOptions { ConnectionString = await new PostgresSource().ConnectionString() }, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
}

public sealed class SqliteRowTests : RowTests, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actors-rows-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override Task<ISqlReadModels> Open() => Task.FromResult<ISqlReadModels>(
        new SqliteReadModels(Path.Combine(_folder, Guid.NewGuid().ToString("N"), "readmodels.db"), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance));
}
