using System.Data.Common;
using System.Text.Json;
using Actors.Journal;
using Actors.Projections;
using Actors.Projections.Audits;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Projections.Builds;

/// <summary>The stored states of projections and the progress of their builds, in the SQL that both databases share.</summary>
internal static class States
{
    /// <summary>Loads a state; <see langword="null"/> when the projection is not known yet.</summary>
    public static async Task<ProjectionState?> Load(DbConnection connection, DbTransaction? transaction, ReaderName name, CancellationToken cancellationToken)
    {
        var rows = await connection.Query(
            transaction, "SELECT state FROM projection_states WHERE projection = @p0", row => row.GetString(0), cancellationToken, name.Value).ConfigureAwait(false);
        return rows is [var json] ? Parse(json) : null;
    }

    /// <summary>Reads the stored form of a state.</summary>
    public static ProjectionState Parse(string json) => JsonSerializer.Deserialize(json, ProjectionJson.Default.ProjectionState)!;

    /// <summary>Stores a first state, unless there is one.</summary>
    public static async Task<bool> TryBegin(DbTransaction transaction, ProjectionState state, CancellationToken cancellationToken) => await transaction.Execute(
        "INSERT INTO projection_states (projection, revision, active, state) VALUES (@p0, @p1, @p2, @p3) ON CONFLICT (projection) DO NOTHING",
        cancellationToken,
        state.Name,
        state.Revision,
        state.Active.Number,
        JsonSerializer.Serialize(state, ProjectionJson.Default.ProjectionState)).ConfigureAwait(false) == 1;

    /// <summary>Stores a state on top of the one before it.</summary>
    /// <returns>Whether that was still the stored one.</returns>
    public static async Task<bool> TrySave(DbTransaction transaction, ProjectionState state, CancellationToken cancellationToken) => await transaction.Execute(
        "UPDATE projection_states SET revision = @p1, active = @p2, state = @p3 WHERE projection = @p0 AND revision = @p4",
        cancellationToken,
        state.Name,
        state.Revision,
        state.Active.Number,
        JsonSerializer.Serialize(state, ProjectionJson.Default.ProjectionState),
        state.Revision - 1).ConfigureAwait(false) == 1;

    /// <summary>How far a build has come, in order of shards.</summary>
    public static async Task<IReadOnlyList<ShardProgress>> Progress(
        DbConnection connection, DbTransaction? transaction, BuildKey build, CancellationToken cancellationToken) => await connection.Query(
        transaction,
        "SELECT shard, value, records, checksum FROM projection_progress WHERE projection = @p0 AND build = @p1 ORDER BY shard",
        row => new ShardProgress(new ShardId(row.GetInt32(0)), row.GetInt64(1), new RecordFold(row.GetInt64(2), (ulong)row.GetInt64(3))),
        cancellationToken,
        build.Projection,
        build.Build).ConfigureAwait(false);
}
