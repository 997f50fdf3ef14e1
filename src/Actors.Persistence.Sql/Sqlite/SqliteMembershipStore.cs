using System.Globalization;
using Actors.Journal;
using Actors.Journal.Blocks;
using Actors.Membership;
using Actors.Persistence.Sql.Membership;
using Actors.Persistence.Sql.Scripting;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Sqlite;

/// <summary>
/// The table of nodes in SQLite. The file belongs to one process at a time, so whoever joins first after it was opened is alone:
/// every earlier member is gone for certain.
/// </summary>
internal sealed class SqliteMembershipStore(SqliteDatabase database, ShardCount shardCount, ChangeSignal changes) : IMembershipStore
{
    private static readonly string ClearNodes = EmbeddedSql.Script("Sqlite", "clear_nodes");
    private static readonly string EndNodeLives = EmbeddedSql.Script("Sqlite", "end_node_lives");
    private static readonly string AddNode = EmbeddedSql.Script("Sqlite", "add_node");
    private static readonly string BeatNode = EmbeddedSql.Script("Sqlite", "beat_node");
    private static readonly string ReadNodes = EmbeddedSql.Script("Sqlite", "read_nodes");
    private static readonly string ReadNodeStatus = EmbeddedSql.Script("Sqlite", "read_node_status");
    private static readonly string ReadHeads = EmbeddedSql.Script("Sqlite", "read_heads");
    private static readonly string MoveNode = EmbeddedSql.Script("Sqlite", "move_node");
    private static readonly string RemoveNode = EmbeddedSql.Script("Sqlite", "remove_node");

    private bool _hasJoined;

    public async Task<NodeId> Join(NodeRegistration registration, CancellationToken cancellationToken)
    {
        var node = await database.Write(session => Join(session, registration), cancellationToken).ConfigureAwait(false);
        changes.Announce();
        return node;
    }

    public async Task<ClusterView> Beat(Heartbeat heartbeat, CancellationToken cancellationToken)
    {
        HeartbeatRules.Check(heartbeat);
        var (view, isMoved) = await database.WriteRelaxed(
            session =>
            {
                var before = Status(session, heartbeat.Node);
                session.Statement(BeatNode)
                    .Bind(Now()).Bind((long)heartbeat.Status).Bind(string.Join('\n', heartbeat.Unreachable)).Bind(heartbeat.Node.Incarnation)
                    .Bind(string.Join(' ', heartbeat.Refused.Select(shard => shard.Value).Order())).Run();
                return (View(session), Status(session, heartbeat.Node) != before);
            },
            cancellationToken).ConfigureAwait(false);
        if (isMoved)
        {
            changes.Announce();
        }

        return view;
    }

    public Task<ClusterView> Read(CancellationToken cancellationToken) => database.Read(View, cancellationToken);

    public async Task<bool> Move(NodeId node, MemberStatus to, CancellationToken cancellationToken)
    {
        var moved = await database.Write(
            session => to == MemberStatus.Removed
                ? session.Statement(RemoveNode).Bind(node.Incarnation).Bind(node.Name).Run()
                : session.Statement(MoveNode).Bind((long)to).Bind(node.Incarnation).Bind(node.Name).Run(),
            cancellationToken).ConfigureAwait(false);
        if (moved > 0)
        {
            changes.Announce();
        }

        return moved > 0;
    }

    public Task WaitForChange(CancellationToken cancellationToken) => changes.Wait(cancellationToken);

    private static long Now() => Microseconds.Of(TimeProvider.System.GetUtcNow());

    /// <summary>What others are told when it changes.</summary>
    private static string? Status(SqliteSession session, NodeId node)
    {
        string? status = null;
        var row = session.Statement(ReadNodeStatus).Bind(node.Incarnation).Bind(node.Name);
        while (row.Next())
        {
            status = row.Text(0);
        }

        return status;
    }

    private NodeId Join(SqliteSession session, NodeRegistration registration)
    {
        if (!_hasJoined)
        {
            session.Statement(ClearNodes).Run();
            _hasJoined = true;
        }

        session.Statement(EndNodeLives).Bind(registration.Name).Run();
        var incarnation = 0L;
        var row = session.Statement(AddNode)
            .Bind(registration.Name).Bind(registration.Address?.OriginalString).Bind((long)registration.Roles).Bind(Now())
            .Bind(registration.HttpAddress?.OriginalString).Bind((long?)registration.Lease?.TotalMicroseconds);
        while (row.Next())
        {
            incarnation = row.Number(0);
        }

        return new NodeId(registration.Name, incarnation);
    }

    private ClusterView View(SqliteSession session)
    {
        var view = new ClusterViewBuilder(shardCount);
        var now = Now();
        var row = session.Statement(ReadNodes);
        while (row.Next())
        {
            view.Add(new Member
            {
                Id = new NodeId(row.Text(1), row.Number(0)),
                Address = row.IsNull(2) ? null : new Uri(row.Text(2)),
                HttpAddress = row.IsNull(8) ? null : new Uri(row.Text(8)),
                Lease = row.IsNull(9) ? null : TimeSpan.FromMicroseconds(row.Number(9)),
                Roles = (MemberRoles)row.Number(3),
                Status = (MemberStatus)row.Number(4),
                Silence = TimeSpan.FromMicroseconds(now - row.Number(5)),
                Beat = row.Number(5),
                Unreachable = NodeNames.Parse(row.Text(6).Split('\n', StringSplitOptions.RemoveEmptyEntries)),
                Refused = [.. row.Text(7).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(shard => new ShardId(int.Parse(shard, CultureInfo.InvariantCulture)))],
            });
        }

        row = session.Statement(ReadHeads);
        while (row.Next())
        {
            view.Add(new ShardHead(
                new ShardId((int)row.Number(0)), row.IsNull(1) ? null : row.Text(1), new Epoch(row.Number(2)), new SequenceNumber(row.Number(3))));
        }

        return view.Build();
    }
}
