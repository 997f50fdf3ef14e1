using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Persistence.Sql.Blocks;
using Actors.Persistence.Sql.Scripting;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Sqlite;

/// <summary>One group commit: shard by shard, the head moves if epoch and head match, and only then the rest is written.</summary>
internal static class SqliteCommit
{
    private static readonly string MoveHead = EmbeddedSql.Script("Sqlite", "move_head");
    private static readonly string AppendBlock = EmbeddedSql.Script("Sqlite", "append_block");
    private static readonly string SetTimer = EmbeddedSql.Script("Sqlite", "set_timer");
    private static readonly string ClearTimer = EmbeddedSql.Script("Sqlite", "clear_timer");
    private static readonly string ResolveLetter = EmbeddedSql.Script("Sqlite", "resolve_dead_letter");
    private static readonly string SaveCheckpoint = EmbeddedSql.Script("Sqlite", "save_checkpoint");

    /// <summary>Writes the commits, inside a transaction of the caller.</summary>
    /// <returns>The shards that were fenced.</returns>
    public static IReadOnlyList<ShardId> Run(SqliteSession session, IReadOnlyList<PackedCommit> commits)
    {
        List<ShardId>? fenced = null;
        foreach (var (commit, blocks) in commits)
        {
            if (Matches(session, commit))
            {
                Append(session, blocks);
                WriteTimers(session, commit);
                WriteLetters(session, commit);
                WriteCheckpoint(session, commit);
            }
            else
            {
                (fenced ??= []).Add(commit.Shard);
            }
        }

        return fenced ?? (IReadOnlyList<ShardId>)[];
    }

    /// <summary>Adds blocks behind the others of their shard.</summary>
    public static void Append(SqliteSession session, IReadOnlyList<Block> blocks)
    {
        foreach (var block in blocks)
        {
            session.Statement(AppendBlock)
                .Bind(block.Shard.Value).Bind(block.Last.Value).Bind(block.First.Value).Bind(block.Stored.Span)
                .Run();
        }
    }

    private static bool Matches(SqliteSession session, ShardCommit commit) => session.Statement(MoveHead)
        .Bind(commit.NewHead.Value).Bind(commit.Shard.Value).Bind(commit.Epoch.Value).Bind(commit.ExpectedHead.Value)
        .Run() == 1;

    private static void WriteTimers(SqliteSession session, ShardCommit commit)
    {
        foreach (var timer in commit.TimersSet)
        {
            session.Statement(SetTimer)
                .Bind(commit.Shard.Value).Bind(timer.Entity.ToString()).Bind(timer.Name).Bind(timer.SetAt.Value)
                .Bind(Microseconds.Of(timer.Due)).Bind(timer.Command.ToString()).Bind(timer.Payload.Span)
                .Run();
        }

        foreach (var timer in commit.TimersCleared)
        {
            session.Statement(ClearTimer)
                .Bind(commit.Shard.Value).Bind(timer.Entity.ToString()).Bind(timer.Name).Bind(timer.SetAt.Value)
                .Run();
        }
    }

    private static void WriteLetters(SqliteSession session, ShardCommit commit)
    {
        foreach (var letter in commit.DeadLetters)
        {
            SqliteDeadLetterStore.Add(session, letter);
        }

        foreach (var letter in commit.DeadLettersResolved)
        {
            session.Statement(ResolveLetter).Bind(letter.Value).Run();
        }
    }

    private static void WriteCheckpoint(SqliteSession session, ShardCommit commit)
    {
        if (commit.Checkpoint is { } checkpoint)
        {
            session.Statement(SaveCheckpoint)
                .Bind(commit.Shard.Value).Bind(checkpoint.AsOf.Value).Bind(checkpoint.Lanes.Span)
                .Run();
        }
    }
}
