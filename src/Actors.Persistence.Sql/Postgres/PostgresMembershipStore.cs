using Actors.Journal;
using Actors.Membership;
using Actors.Persistence.Sql.Membership;
using Actors.Persistence.Sql.Scripting;
using Actors.Sharding;
using Npgsql;
using static Actors.Persistence.Sql.Postgres.PostgresDatabase;

namespace Actors.Persistence.Sql.Postgres;

/// <summary>The table of nodes in PostgreSQL. Heartbeats do not wait for the disk: a lost one costs time only.</summary>
internal sealed class PostgresMembershipStore(PostgresDatabase database, ShardCount shardCount) : IMembershipStore, IAsyncDisposable
{
    private static readonly string RelaxDurability = EmbeddedSql.Script("Postgres", "relax_durability");
    private static readonly string LockNodeName = EmbeddedSql.Script("Postgres", "lock_node_name");
    private static readonly string JoinNode = EmbeddedSql.Script("Postgres", "join_node");
    private static readonly string BeatNode = EmbeddedSql.Script("Postgres", "beat_node");
    private static readonly string ReadCluster = EmbeddedSql.Script("Postgres", "read_cluster");
    private static readonly string MoveNode = EmbeddedSql.Script("Postgres", "move_node");
    private static readonly string RemoveNode = EmbeddedSql.Script("Postgres", "remove_node");

    private readonly PostgresListener _listener = new(database);

    public Task<NodeId> Join(NodeRegistration registration, CancellationToken cancellationToken) => database.Run(
        async (connection, token) =>
        {
            using var batch = new NpgsqlBatch(connection)
            {
                BatchCommands =
                {
                    new NpgsqlBatchCommand(LockNodeName) { Parameters = { Value(registration.Name) } },
                    new NpgsqlBatchCommand(JoinNode)
                    {
                        Parameters =
                        {
                            Value(registration.Name), Value(registration.Address?.OriginalString), Value((short)registration.Roles),
                            Value(registration.HttpAddress?.OriginalString), Value((long?)registration.Lease?.TotalMicroseconds),
                        },
                    },
                },
            };
            var reader = await batch.ExecuteReaderAsync(token).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.NextResultAsync(token).ConfigureAwait(false);
                await reader.ReadAsync(token).ConfigureAwait(false);
                var node = new NodeId(registration.Name, reader.GetInt64(0));

                // The row is durable only when the end of the batch has arrived.
                await reader.NextResultAsync(token).ConfigureAwait(false);
                return node;
            }
        },
        cancellationToken);

    public Task<ClusterView> Beat(Heartbeat heartbeat, CancellationToken cancellationToken)
    {
        HeartbeatRules.Check(heartbeat);
        return View(
            [
                new NpgsqlBatchCommand(RelaxDurability),
                new NpgsqlBatchCommand(BeatNode)
                {
                    Parameters =
                    {
                        Value(heartbeat.Node.Incarnation),
                        Value((short)heartbeat.Status),
                        Value<string[]>([.. heartbeat.Unreachable.Select(node => node.ToString())]),
                        Value<int[]>([.. heartbeat.Refused.Select(shard => shard.Value).Order()]),
                    },
                },
            ],
            cancellationToken);
    }

    public Task<ClusterView> Read(CancellationToken cancellationToken) => View([], cancellationToken);

    public async Task<bool> Move(NodeId node, MemberStatus to, CancellationToken cancellationToken)
    {
        NpgsqlParameter[] which = [Value(node.Incarnation), Value(node.Name)];
        var (sql, parameters) = to == MemberStatus.Removed ? (RemoveNode, which) : (MoveNode, [.. which, Value((short)to)]);
        return (await database.Query(sql, parameters, row => row.GetInt64(0), cancellationToken).ConfigureAwait(false)).Count > 0;
    }

    public Task WaitForChange(CancellationToken cancellationToken) => _listener.Wait(cancellationToken);

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private Task<ClusterView> View(NpgsqlBatchCommand[] before, CancellationToken cancellationToken) => database.Run(
        async (connection, token) =>
        {
            using var batch = new NpgsqlBatch(connection);
            foreach (var command in before)
            {
                batch.BatchCommands.Add(command);
            }

            batch.BatchCommands.Add(new NpgsqlBatchCommand(ReadCluster));
            var reader = await batch.ExecuteReaderAsync(token).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (reader.FieldCount < 12)
                {
                    await reader.NextResultAsync(token).ConfigureAwait(false);
                }

                var view = new ClusterViewBuilder(shardCount);
                while (await reader.ReadAsync(token).ConfigureAwait(false))
                {
                    Add(view, reader);
                }

                await reader.NextResultAsync(token).ConfigureAwait(false);
                return view.Build();
            }
        },
        cancellationToken);

    private static void Add(ClusterViewBuilder view, NpgsqlDataReader row)
    {
        var text = row.IsDBNull(2) ? null : row.GetString(2);
        if (row.GetInt32(0) == 1)
        {
            view.Add(new ShardHead(
                new ShardId((int)row.GetInt64(1)), text, new Epoch(row.GetInt64(8)), new SequenceNumber(row.GetInt64(9))));
            return;
        }

        view.Add(new Member
        {
            Id = new NodeId(text!, row.GetInt64(1)),
            Address = row.IsDBNull(3) ? null : new Uri(row.GetString(3)),
            HttpAddress = row.IsDBNull(12) ? null : new Uri(row.GetString(12)),
            Lease = row.IsDBNull(13) ? null : TimeSpan.FromMicroseconds(row.GetInt64(13)),
            Roles = (MemberRoles)row.GetInt16(4),
            Status = (MemberStatus)row.GetInt16(5),
            Silence = TimeSpan.FromSeconds(row.GetDouble(6)),
            Beat = row.GetInt64(10),
            Unreachable = NodeNames.Parse(row.GetFieldValue<string[]>(7)),
            Refused = [.. row.GetFieldValue<int[]>(11).Select(shard => new ShardId(shard))],
        });
    }
}
