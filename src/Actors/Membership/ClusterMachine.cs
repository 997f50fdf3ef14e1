using Actors.Journal;
using Actors.Sharding;

namespace Actors.Membership;

/// <summary>
/// A node's part in the cluster: it joins, beats, judges the others, and claims and hands off shards. It reads no clock and calls
/// nobody: times come in, from one monotonic clock of this node, and <see cref="ClusterActions"/> go out. One caller at a time.
/// </summary>
/// <param name="options">The times.</param>
internal sealed class ClusterMachine(MembershipOptions options)
{
    private ShardOwnership? _ownership;
    private FailureDetector? _detector;
    private readonly SortedSet<ShardId> _refused = [];
    private IReadOnlyList<NodeId> _unreachable = [];
    private TimeSpan _nextBeat = TimeSpan.MinValue;
    private bool _isJoining;
    private bool _isBeating;
    private bool _isHurried;
    private bool _hadLease;
    private bool _isEnding;
    private bool _hasLeft;
    private MemberStatus _wanted = MemberStatus.Joining;

    /// <summary>This life of the node; <see langword="null"/> while it has not joined.</summary>
    public NodeId? Self { get; private set; }

    /// <summary>The newest view; <see langword="null"/> before the first one. It outlives a life of the node.</summary>
    public ClusterView? View { get; private set; }

    /// <summary>Up to when this node has its lease; <see cref="TimeSpan.MinValue"/> while it has none.</summary>
    public TimeSpan LeaseUntil { get; private set; } = TimeSpan.MinValue;

    /// <summary>The shards that this life owns, with their epochs; those that it is handing off included.</summary>
    public IReadOnlyDictionary<ShardId, Epoch> Held => _ownership?.Held ?? new Dictionary<ShardId, Epoch>();

    /// <inheritdoc cref="FailureDetector.GivesGrace"/>
    public bool GivesGrace { get; init; } = true;

    /// <summary>Whether nobody else can have this node's shards: only then are reads served.</summary>
    public bool HasLease(TimeSpan now) => now < LeaseUntil;

    /// <summary>The node can own shards from now on.</summary>
    public void Ready() => Want(MemberStatus.Up);

    /// <summary>The node is to hand its shards off and leave.</summary>
    public void Leave() => Want(MemberStatus.Leaving);

    /// <summary>
    /// This process cannot serve a shard, and will not be able to in a later life of the node either: the others are told, and one of
    /// them gets it.
    /// </summary>
    public void Refuse(ShardId shard) => _isHurried |= _refused.Add(shard);

    /// <summary>Somebody has announced a change: look soon.</summary>
    public void Announced() => _isHurried = true;

    /// <summary>Time has passed. Call it often: at least five times in each heartbeat's interval, and after each other input.</summary>
    /// <param name="now">The monotonic time.</param>
    /// <param name="unreachable">The members that this node cannot reach at present.</param>
    /// <param name="actions">Gets what to do.</param>
    public void Tick(TimeSpan now, IReadOnlyList<NodeId> unreachable, ClusterActions actions)
    {
        _unreachable = unreachable;
        CheckLease(now, actions);
        if (_hasLeft || _isJoining || _isBeating || (now < _nextBeat && !_isHurried))
        {
            return;
        }

        if (Self is { } self)
        {
            (_isBeating, _isHurried, _nextBeat) = (true, false, now + options.HeartbeatInterval);
            actions.Heartbeat = new Heartbeat(self, _wanted, _unreachable) { Refused = [.. _refused] };
        }
        else if (_wanted == MemberStatus.Leaving)
        {
            End(actions);
        }
        else
        {
            (_isJoining, _isHurried) = (true, false);
            actions.MustJoin = true;
        }
    }

    /// <summary>The store has given this node a new life.</summary>
    public void Joined(NodeId self)
    {
        (Self, _isJoining, _isHurried, _isEnding) = (self, false, true, false);
        _ownership = new ShardOwnership(self);
        _detector = new FailureDetector(options, self) { GivesGrace = GivesGrace };
    }

    /// <summary>The store could not be reached, or did not answer; the node tries again after a heartbeat's interval.</summary>
    public void JoinFailed(TimeSpan now) => (_isJoining, _nextBeat, _isHurried) = (false, now + options.HeartbeatInterval, false);

    /// <summary>A heartbeat was stored, and the view read after it.</summary>
    /// <param name="view">The view.</param>
    /// <param name="sentAt">The monotonic time just before the heartbeat was sent: the lease counts from there.</param>
    /// <param name="now">The monotonic time.</param>
    /// <param name="actions">Gets what to do.</param>
    public void Beaten(ClusterView view, TimeSpan sentAt, TimeSpan now, ClusterActions actions)
    {
        (_isBeating, View) = (false, view);
        var self = view.Members.FirstOrDefault(member => member.Id == Self);
        if (self is null or { Status: MemberStatus.Down })
        {
            EndLife(view, actions);
            return;
        }

        if (self.Status == MemberStatus.Leaving)
        {
            Leave(); // An operator has asked for it at another node.
        }

        LeaseUntil = sentAt + options.Lease - options.LeaseMargin;
        _hadLease = true;
        CheckLease(now, actions);
        _detector!.Observe(view, sentAt, now);
        actions.Moves.AddRange(_detector.Dead(view, now).Select(node => new MemberMove(node, MemberStatus.Down)));
        actions.Moves.AddRange(view.Members.Where(member => IsOver(member, view)).Select(member => new MemberMove(member.Id, MemberStatus.Removed)));
        StepShards(view, self, now, actions);
    }

    /// <summary>The store could not be reached, or did not answer; the heartbeat may have been stored.</summary>
    public void BeatFailed(TimeSpan now)
    {
        (_isBeating, _nextBeat, _isHurried) = (false, now + options.HeartbeatInterval, false);
        _detector?.Failed();
    }

    /// <summary>A claim has ended.</summary>
    /// <param name="owner">The life that claimed.</param>
    /// <param name="asked">What was asked for.</param>
    /// <param name="won">What it got.</param>
    /// <returns>
    /// The shards to serve: none, if that life is over or has asked to be removed, because from then on others need not wait for its lease.
    /// </returns>
    public IReadOnlyList<ShardClaim> Claimed(NodeId owner, IReadOnlyList<ShardHead> asked, IReadOnlyList<ShardClaim> won) =>
        owner == Self ? _ownership!.Claimed(asked, _isEnding ? [] : won) : [];

    /// <summary>The answer of a claim was lost. What it has won nonetheless, the next view tells.</summary>
    public void ClaimFailed(NodeId owner, IReadOnlyList<ShardHead> asked) => Claimed(owner, asked, []);

    /// <summary>A shard was handed off: it is released, or somebody has it already.</summary>
    public void HandedOff(ShardId shard, Epoch epoch) => _ownership?.Remove(shard, epoch);

    /// <summary>A commit was refused, because somebody else has the shard: look soon who.</summary>
    public void Fenced(ShardId shard, Epoch epoch)
    {
        _ownership?.Remove(shard, epoch);
        _isHurried = true;
    }

    private void Want(MemberStatus status)
    {
        if (status > _wanted)
        {
            (_wanted, _isHurried) = (status, true);
        }
    }

    private void CheckLease(TimeSpan now, ClusterActions actions)
    {
        if (_hadLease && !HasLease(now))
        {
            _hadLease = false;
            actions.IsLeaseLost = true;
        }
    }

    private void StepShards(ClusterView view, Member self, TimeSpan now, ClusterActions actions)
    {
        var hosts = view.Members.Where(member => member.Status == MemberStatus.Up && member.Roles.HasFlag(MemberRoles.Shards)).ToList();
        var refused = hosts.SelectMany(member => (member.Id == self.Id ? _refused : member.Refused.AsEnumerable()).Select(shard => (Shard: shard, member.Id)))
            .ToLookup(refusal => refusal.Shard, refusal => refusal.Id);
        var homes = ShardAllocationStrategy.Allocate([.. hosts.Select(member => member.Id)], view.Shards, refused);
        _ownership!.Step(view, homes, canClaim: self.Status == MemberStatus.Up && HasLease(now), owner => IsFree(owner, view), actions);
        if (self.Status == MemberStatus.Leaving && _ownership.IsIdle && view.Shards.All(row => row.Owner != self.Id.ToString()))
        {
            actions.Moves.Add(new MemberMove(self.Id, MemberStatus.Removed));
            (_isHurried, _isEnding) = (true, true);
        }
    }

    /// <summary>Whether the owner that a row names cannot be serving: its lease is over by any clock, or its process has begun anew.</summary>
    private bool IsFree(string? owner, ClusterView view)
    {
        if (!NodeId.TryParse(owner, out var node) || view.Members.FirstOrDefault(member => member.Id == node) is not { } member)
        {
            return true;
        }

        return member.Status >= MemberStatus.Down && (_detector!.IsSilent(member)
            || view.Members.Any(other => other.Id.Name == node.Name && other.Id.Incarnation > node.Incarnation));
    }

    private bool IsOver(Member member, ClusterView view) =>
        member.Status == MemberStatus.Down && _detector!.SilenceOf(member) > options.RemoveAfter
        && view.Shards.All(row => row.Owner != member.Id.ToString());

    private void EndLife(ClusterView view, ClusterActions actions)
    {
        _ownership?.LoseAll(view, actions);
        (Self, _ownership, _detector, LeaseUntil, _isHurried) = (null, null, null, TimeSpan.MinValue, true);
        if (_wanted == MemberStatus.Leaving)
        {
            End(actions);
            return;
        }

        actions.IsRemoved = true;
        _hadLease = false;
    }

    private void End(ClusterActions actions) => (_hasLeft, _hadLease, actions.HasLeft) = (true, false, true);
}
