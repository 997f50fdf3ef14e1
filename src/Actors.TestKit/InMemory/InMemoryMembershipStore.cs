using System.Threading.Channels;
using Actors.Membership;
using Actors.Sharding;

namespace Actors.TestKit.InMemory;

/// <summary>The members of an <see cref="InMemoryStore"/>.</summary>
internal sealed class InMemoryMembershipStore : IMembershipStore
{
    private readonly InMemoryTables _tables;
    private readonly InMemoryFaults _faults;
    private readonly ShardCount _shardCount;
    private readonly Channel<bool> _changes =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public InMemoryMembershipStore(InMemoryTables tables, InMemoryFaults faults, ShardCount shardCount)
    {
        (_tables, _faults, _shardCount) = (tables, faults, shardCount);
        lock (tables.Gate)
        {
            tables.Listeners.Add(() => _changes.Writer.TryWrite(true));
        }
    }

    public Task<NodeId> Join(NodeRegistration registration, CancellationToken cancellationToken) => Run(
        () =>
        {
            foreach (var earlier in _tables.Nodes.Where(node => node.Id.Name == registration.Name && node.Status < MemberStatus.Down))
            {
                earlier.Status = MemberStatus.Down;
            }

            var id = new NodeId(registration.Name, ++_tables.Incarnations);
            _tables.Nodes.Add(new InMemoryNode(id, registration) { Beat = _tables.Clock.GetTimestamp() });
            _tables.Announce();
            return id;
        },
        cancellationToken);

    public Task<ClusterView> Beat(Heartbeat heartbeat, CancellationToken cancellationToken)
    {
        if (heartbeat.Status >= MemberStatus.Down)
        {
            throw new ArgumentException($"A living node is not {heartbeat.Status}.", nameof(heartbeat));
        }

        return Run(
            () =>
            {
                if (_tables.Nodes.Find(node => node.Id == heartbeat.Node) is { Status: < MemberStatus.Down } row)
                {
                    Stamp(row, heartbeat);
                }

                return View();
            },
            cancellationToken);
    }

    public Task<ClusterView> Read(CancellationToken cancellationToken) => Run(View, cancellationToken);

    public Task<bool> Move(NodeId node, MemberStatus to, CancellationToken cancellationToken) => Run(
        () =>
        {
            if (_tables.Nodes.Find(row => row.Id == node) is not { } row || row.Status >= to)
            {
                return false;
            }

            row.Status = to;
            if (to == MemberStatus.Removed)
            {
                _tables.Nodes.Remove(row);
            }

            _tables.Announce();
            return true;
        },
        cancellationToken);

    public Task WaitForChange(CancellationToken cancellationToken) => _changes.Reader.ReadAsync(cancellationToken).AsTask();

    private void Stamp(InMemoryNode row, Heartbeat heartbeat)
    {
        row.Beat = _tables.Clock.GetTimestamp();
        row.Unreachable = [.. heartbeat.Unreachable];
        var isMoved = heartbeat.Status > row.Status || !row.Refused.SequenceEqual(heartbeat.Refused);
        row.Refused = [.. heartbeat.Refused];
        row.Status = heartbeat.Status > row.Status ? heartbeat.Status : row.Status;
        if (isMoved)
        {
            _tables.Announce();
        }
    }

    private ClusterView View() => new(
        [.. _tables.Nodes.Select(row => new Member
        {
            Id = row.Id,
            Address = row.Registration.Address,
            HttpAddress = row.Registration.HttpAddress,
            Lease = row.Registration.Lease,
            Roles = row.Registration.Roles,
            Status = row.Status,
            Silence = _tables.Clock.GetElapsedTime(row.Beat),
            Beat = row.Beat,
            Unreachable = row.Unreachable,
            Refused = row.Refused,
        })],
        [.. _shardCount.All.Select(shard => _tables.Shard(shard).Head)]);

    private Task<T> Run<T>(Func<T> work, CancellationToken cancellationToken) =>
        InMemoryTransaction.Run(_tables, _faults, work, cancellationToken);
}
