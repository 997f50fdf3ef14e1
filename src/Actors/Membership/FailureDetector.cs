namespace Actors.Membership;

/// <summary>
/// Decides which members are dead: those that were silent for a lease of theirs, and of those that the others cannot reach the worst one. Feed it
/// every view, in order.
/// </summary>
internal sealed class FailureDetector(MembershipOptions options, NodeId self)
{
    private readonly Dictionary<NodeId, SeenBeat> _beats = [];
    private readonly Dictionary<NodeId, TimeSpan> _suspectedSince = [];
    private TimeSpan? _lastView;
    private TimeSpan _graceSince;
    private bool _hasFailed;
    private bool _wasSlow;

    /// <summary>
    /// Whether each member, after an outage of the store, has a lease of its own to tell that it lives, before it is declared dead. Always, but in
    /// simulations that plant the mistake.
    /// </summary>
    public bool GivesGrace { get; init; } = true;

    /// <summary>
    /// A heartbeat came to nothing: the store may have been away. So it may where one took long, but a run of slow ones that all came
    /// to their end is a slow node: each would begin the grace anew, and the node would never find anybody dead.
    /// </summary>
    public void Failed() => _hasFailed = true;

    /// <summary>Takes a view in.</summary>
    /// <param name="view">Read after a heartbeat of this node.</param>
    /// <param name="sentAt">The monotonic time just before that heartbeat was sent: all that is certain is that the view is no older.</param>
    /// <param name="now">The monotonic time.</param>
    public void Observe(ClusterView view, TimeSpan sentAt, TimeSpan now)
    {
        var gap = now - _lastView;
        var isSlow = gap > 2 * options.HeartbeatInterval;
        if (gap is null || _hasFailed || gap > options.Lease || (isSlow && !_wasSlow))
        {
            _graceSince = now;
            _suspectedSince.Clear();
        }

        ObserveSilences(view, sentAt, now);
        (_lastView, _hasFailed, _wasSlow) = (now, false, isSlow);
        ObserveReports(view, now);
    }

    /// <summary>
    /// How long a member has been silent, and never more than it has. Of a heartbeat that is new the store says how old it is, but it is no older than the
    /// view before, whatever the store's clock did. From then on time is counted here, until the last view was asked for: its answer may
    /// have been on its way for long, and who has sent a heartbeat meanwhile is not in it.
    /// </summary>
    public TimeSpan SilenceOf(Member member) => _beats.TryGetValue(member.Id, out var seen) ? seen.Silence : TimeSpan.Zero;

    /// <summary>Whether a member has been silent for longer than its own lease, so that it serves no reads.</summary>
    public bool IsSilent(Member member) => SilenceOf(member) > LeaseOf(member);

    /// <summary>Whom to declare dead now; never this node itself, whom others judge.</summary>
    public IEnumerable<NodeId> Dead(ClusterView view, TimeSpan now)
    {
        var silent = view.Members.Where(member => member.Status < MemberStatus.Down && IsSilent(member) && IsGraceOver(LeaseOf(member), now));
        var suspects = IsGraceOver(options.Lease, now) ? _suspectedSince : [];
        var worst = suspects.Where(suspect => now - suspect.Value >= options.UnreachableTimeout).Select(suspect => suspect.Key).ToHashSet();
        return silent.Concat(Live(view).Where(member => worst.Contains(member.Id)).OrderBy(Reports(view)).ThenBy(member => member.Id.Incarnation).TakeLast(1))
            .Select(member => member.Id)
            .Where(node => node != self);
    }

    private TimeSpan LeaseOf(Member member) => member.Lease ?? options.Lease;

    private bool IsGraceOver(TimeSpan lease, TimeSpan now) => !GivesGrace || now >= _graceSince + lease;

    private void ObserveSilences(ClusterView view, TimeSpan sentAt, TimeSpan now)
    {
        foreach (var member in view.Members)
        {
            if (_beats.TryGetValue(member.Id, out var seen) && seen.Beat == member.Beat)
            {
                _beats[member.Id] = seen with { Silence = seen.FirstSilence + (sentAt - seen.FirstAt) };
            }
            else
            {
                var atMost = seen is not null && _lastView is { } lastView ? sentAt - lastView : TimeSpan.Zero;
                var silence = TimeSpan.FromTicks(Math.Clamp(member.Silence.Ticks, 0, atMost.Ticks));
                _beats[member.Id] = new SeenBeat(member.Beat, silence, now, silence);
            }
        }

        foreach (var gone in _beats.Keys.Except(view.Members.Select(member => member.Id)).ToList())
        {
            _beats.Remove(gone);
        }
    }

    private void ObserveReports(ClusterView view, TimeSpan now)
    {
        var live = Live(view);
        var suspects = live.Where(member => IsSuspected(member, live)).Select(member => member.Id).ToHashSet();
        foreach (var cleared in _suspectedSince.Keys.Where(node => !suspects.Contains(node)).ToList())
        {
            _suspectedSince.Remove(cleared);
        }

        foreach (var suspect in suspects)
        {
            _suspectedSince.TryAdd(suspect, now);
        }
    }

    // Of two that do not reach each other, both would have a majority against the other: the one that can own shards stays, or the elder.
    private static bool IsSuspected(Member member, List<Member> live)
    {
        if (live.Count == 2)
        {
            var survivor = live.OrderByDescending(one => one.Roles.HasFlag(MemberRoles.Shards)).ThenBy(one => one.Id.Incarnation).First();
            return member != survivor && live.Any(one => live.Any(other => one.Unreachable.Contains(other.Id)));
        }

        return 2 * live.Count(other => other != member && other.Unreachable.Contains(member.Id)) > live.Count - 1;
    }

    private Func<Member, int> Reports(ClusterView view)
    {
        var live = Live(view);
        return member => live.Count(other => other.Unreachable.Contains(member.Id));
    }

    private List<Member> Live(ClusterView view) =>
        [.. view.Members.Where(member => member.Status < MemberStatus.Down && !IsSilent(member))];

    /// <summary>The last heartbeat of a member that was seen.</summary>
    /// <param name="Beat">Its number.</param>
    /// <param name="FirstSilence">How old it was in the first view that had it.</param>
    /// <param name="FirstAt">When that view arrived.</param>
    /// <param name="Silence">How long the member has been silent for certain.</param>
    private sealed record SeenBeat(long Beat, TimeSpan FirstSilence, TimeSpan FirstAt, TimeSpan Silence);
}
