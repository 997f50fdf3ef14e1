using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Persistence.Sql.Blocks;
using Actors.Persistence.Sql.Scripting;
using Actors.Sharding;
using Npgsql;
using static Actors.Persistence.Sql.Postgres.PostgresDatabase;

namespace Actors.Persistence.Sql.Postgres;

/// <summary>
/// One group commit: a batch of statements in one round trip, which PostgreSQL runs as one transaction.
/// <list type="number">
/// <item>Fence and append: shards whose epoch and head match move their head, take the name of this commit and get their blocks.</item>
/// <item>Only where there are any: timers, dead letters and checkpoints, each joined to the shards that bear this commit's name.</item>
/// </list>
/// May be run again after a rollback.
/// </summary>
internal sealed class PostgresCommit
{
    private static readonly string AppendBlocks = EmbeddedSql.Script("Postgres", "commit_blocks");
    private static readonly string TimersSet = EmbeddedSql.Script("Postgres", "commit_timers_set");
    private static readonly string TimersCleared = EmbeddedSql.Script("Postgres", "commit_timers_cleared");
    private static readonly string Letters = EmbeddedSql.Script("Postgres", "commit_dead_letters");
    private static readonly string LettersResolved = EmbeddedSql.Script("Postgres", "commit_dead_letters_resolved");
    private static readonly string Checkpoints = EmbeddedSql.Script("Postgres", "commit_checkpoints");

    private readonly ShardCommit[] _commits;
    private readonly Block[] _blocks;

    public PostgresCommit(PackedCommit[] commits)
    {
        // In order of shards, so that two commits of the same shards meet at the first one instead of in a deadlock.
        _commits = [.. commits.Select(packed => packed.Commit).OrderBy(commit => commit.Shard)];
        _blocks = [.. commits.SelectMany(packed => packed.Blocks)];
    }

    /// <summary>Runs the commit and gives the shards that were stored.</summary>
    public async Task<HashSet<ShardId>> Run(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var batch = new NpgsqlBatch(connection);
        AddStatements(batch, Guid.NewGuid());
        var matched = new HashSet<ShardId>(_commits.Length);
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                matched.Add(new ShardId(reader.GetInt32(0)));
            }

            // The server commits at the end of the batch: only when that has arrived are the records durable.
            while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
            {
            }
        }

        return matched;
    }

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        batch.BatchCommands.Add(command);
    }

    private static NpgsqlParameter Column<TItem, TValue>(IReadOnlyList<TItem> items, Func<TItem, TValue> value)
    {
        var values = new TValue[items.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(items[i]);
        }

        return Value(values);
    }

    private void AddStatements(NpgsqlBatch batch, Guid name)
    {
        AddBlocks(batch, name);
        AddTimersSet(batch, name);
        AddTimersCleared(batch, name);
        AddLetters(batch, name);
        AddLettersResolved(batch, name);
        AddCheckpoints(batch, name);
    }

    private void AddBlocks(NpgsqlBatch batch, Guid name) => Add(
        batch,
        AppendBlocks,
        Value(name),
        Column(_commits, c => c.Shard.Value),
        Column(_commits, c => c.Epoch.Value),
        Column(_commits, c => c.ExpectedHead.Value),
        Column(_commits, c => c.NewHead.Value),
        Column(_blocks, b => b.Shard.Value),
        Column(_blocks, b => b.Last.Value),
        Column(_blocks, b => b.First.Value),
        Column(_blocks, b => b.Stored));

    private void AddTimersSet(NpgsqlBatch batch, Guid name)
    {
        var timers = Parts(commit => CommitRules.LastSettings(commit.TimersSet));
        if (timers.Count > 0)
        {
            Add(
                batch,
                TimersSet,
                Value(name),
                Column(timers, t => t.Shard),
                Column(timers, t => t.Part.Entity.ToString()),
                Column(timers, t => t.Part.Name),
                Column(timers, t => t.Part.SetAt.Value),
                Column(timers, t => t.Part.Due.UtcDateTime),
                Column(timers, t => t.Part.Command.ToString()),
                Column(timers, t => t.Part.Payload));
        }
    }

    private void AddTimersCleared(NpgsqlBatch batch, Guid name)
    {
        var timers = Parts(commit => commit.TimersCleared);
        if (timers.Count > 0)
        {
            Add(
                batch,
                TimersCleared,
                Value(name),
                Column(timers, t => t.Shard),
                Column(timers, t => t.Part.Entity.ToString()),
                Column(timers, t => t.Part.Name),
                Column(timers, t => t.Part.SetAt.Value));
        }
    }

    private void AddLetters(NpgsqlBatch batch, Guid name)
    {
        var letters = Parts(commit => commit.DeadLetters);
        if (letters.Count > 0)
        {
            Add(
                batch,
                Letters,
                [Value(name), Column(letters, l => l.Shard), .. PostgresDeadLetterStore.Columns([.. letters.Select(l => l.Part)])]);
        }
    }

    private void AddLettersResolved(NpgsqlBatch batch, Guid name)
    {
        var letters = Parts(commit => commit.DeadLettersResolved);
        if (letters.Count > 0)
        {
            Add(batch, LettersResolved, Value(name), Column(letters, l => l.Shard), Column(letters, l => l.Part.Value));
        }
    }

    private void AddCheckpoints(NpgsqlBatch batch, Guid name)
    {
        var checkpoints = Parts<LaneCheckpoint>(commit => commit.Checkpoint is { } checkpoint ? [checkpoint] : []);
        if (checkpoints.Count > 0)
        {
            Add(
                batch,
                Checkpoints,
                Value(name),
                Column(checkpoints, c => c.Shard),
                Column(checkpoints, c => c.Part.AsOf.Value),
                Column(checkpoints, c => c.Part.Lanes));
        }
    }

    private List<(int Shard, T Part)> Parts<T>(Func<ShardCommit, IReadOnlyList<T>> parts)
    {
        var found = new List<(int, T)>();
        foreach (var commit in _commits)
        {
            foreach (var part in parts(commit))
            {
                found.Add((commit.Shard.Value, part));
            }
        }

        return found;
    }
}
