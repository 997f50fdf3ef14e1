using Actors.Projections;

namespace Actors.Tests.Projections;

/// <summary>
/// A journal of some shards, the stored state of a projection with its builds, and nodes that run them: each knows the state as of when it
/// last looked, reads a batch in one step and applies it in another, and may crash between any two. A transaction is one step.
/// </summary>
internal sealed class RebuildWorld
{
    private const int Shards = 3;
    private readonly long[] _heads = new long[Shards];
    private readonly Dictionary<int, long[]> _builds = new() { [1] = new long[Shards] };
    private readonly Dictionary<(int Shard, long Sequence), int> _told = [];
    private readonly Node[] _nodes = [new(), new()];
    private ProjectionState _state = ProjectionMachine.First("orders", 1, DateTimeOffset.UnixEpoch);

    /// <summary>How often readers saw another build.</summary>
    public int Switches { get; private set; }

    /// <summary>The kinds of steps that there are.</summary>
    public const int StepKinds = 14;

    /// <summary>Does one step, as far as it can be done now; checks what must hold after each.</summary>
    public void Do(int kind, int choice)
    {
        var node = _nodes[choice % _nodes.Length];
        var shard = choice % Shards;
        switch (kind)
        {
            case 0 or 1:
                _heads[shard]++;
                break;
            case 2:
                node.Known = _state;
                break;
            case 3 or 4 or 5:
                Read(node, shard, choice);
                break;
            case 6 or 7 or 8:
                Apply(node);
                break;
            case 9:
                node.Crash();
                break;
            case 10:
                Save(ProjectionMachine.Rebuild(_state, 2, DateTimeOffset.UnixEpoch));
                break;
            case 11:
                Decide(node);
                break;
            case 12:
                Meet(node, choice);
                Switch(choice % 2 == 0 ? ProjectionMachine.Switch(_state, DateTimeOffset.UnixEpoch) : ProjectionMachine.SwitchBack(_state, DateTimeOffset.UnixEpoch));
                break;
            default:
                Drop(choice);
                break;
        }

        Check();
    }

    /// <summary>Lets every node look, read and apply until nothing is left to do; then the active build has everything.</summary>
    public void Settle()
    {
        foreach (var node in _nodes)
        {
            node.Crash();
        }

        for (var round = 0; round < 2; round++)
        {
            for (var shard = 0; shard < Shards; shard++)
            {
                foreach (var build in _state.Builds.OrderBy(b => b.Phase != BuildPhase.Active))
                {
                    _nodes[0].Known = _state;
                    while (_builds[build.Number][shard] < ProjectionMachine.Limit(build, _heads[shard], _builds[_state.Active.Number][shard]))
                    {
                        Read(_nodes[0], shard, 0, build);
                        Apply(_nodes[0]);
                    }
                }
            }
        }

        Check();
        Assert.All(_state.Builds, build => Assert.Equal(_heads, _builds[build.Number]));
        Assert.Equal(_heads.Sum(), _told.Count);
    }

    private static void Refuse(bool isFault, string what) => Assert.False(isFault, what);

    /// <summary>What a runner does: it takes the next record up to its limit, as far as it knows.</summary>
    private void Read(Node node, int shard, int choice, BuildState? chosen = null)
    {
        if (node.Known is not { } known || node.Batch is not null)
        {
            return;
        }

        var build = chosen ?? known.Builds[choice % known.Builds.Count];
        if (!_builds.TryGetValue(build.Number, out var offsets) || !_builds.TryGetValue(known.Active.Number, out var active))
        {
            return;
        }

        if (offsets[shard] < ProjectionMachine.Limit(build, _heads[shard], active[shard]))
        {
            node.Batch = (build.Number, shard, offsets[shard]);
        }
    }

    /// <summary>One transaction: moves the offset where it stands as expected, and tells the world if readers see the build.</summary>
    private void Apply(Node node)
    {
        if (node.Batch is not var (build, shard, expected))
        {
            return;
        }

        node.Batch = null;
        if (!_builds.TryGetValue(build, out var offsets) || offsets[shard] != expected
            || (build != _state.Active.Number && expected >= _builds[_state.Active.Number][shard]))
        {
            return; // Dropped, fenced, or about to overtake the build that readers see.
        }

        offsets[shard]++;
        if (_state.Active.Number == build)
        {
            _told[(shard, offsets[shard])] = _told.GetValueOrDefault((shard, offsets[shard])) + 1;
        }
    }

    /// <summary>The steps that no person takes, by the state that a node knows, which may be old.</summary>
    private void Decide(Node node)
    {
        if (node.Known is not { Candidate: { } candidate } known)
        {
            return;
        }

        switch (ProjectionMachine.WorkOf(known))
        {
            case ProjectionWork.LookWhetherCaughtUp:
                Save(ProjectionMachine.CaughtUp(known, candidate.Number));
                break;
            case ProjectionWork.Compare:
                Save(ProjectionMachine.Compared(known, candidate.Number, new ProjectionComparison(DateTimeOffset.UnixEpoch, known.Active.Number, [])));
                break;
        }
    }

    /// <summary>What the frozen active build waits for: the others come up to it, some of the time.</summary>
    private void Meet(Node node, int choice)
    {
        node.Crash();
        node.Known = _state;
        foreach (var build in _state.Builds.Where(_ => choice % 3 > 0))
        {
            for (var shard = 0; shard < Shards; shard++)
            {
                while (build.Phase != BuildPhase.Active && _builds[build.Number][shard] < _builds[_state.Active.Number][shard])
                {
                    Read(node, shard, choice, build);
                    Apply(node);
                }
            }
        }
    }

    private void Switch(ProjectionChange change)
    {
        // The store's part: only with one offset in every shard, in one transaction.
        if (change.State is { } next && _builds[next.Active.Number].SequenceEqual(_builds[_state.Active.Number]) && Save(change))
        {
            Switches++;
        }
    }

    private void Drop(int choice)
    {
        var number = _state.Builds[choice % _state.Builds.Count].Number;
        if (Save(ProjectionMachine.Drop(_state, number)))
        {
            _builds.Remove(number);
        }
    }

    private bool Save(ProjectionChange change)
    {
        if (change.State is not { } next || next.Revision != _state.Revision + 1)
        {
            return false;
        }

        _state = next;
        foreach (var build in next.Builds)
        {
            _builds.TryAdd(build.Number, new long[Shards]);
        }

        return true;
    }

    private void Check()
    {
        Refuse(
            _state.Builds.Any(b => _builds[b.Number].Zip(_builds[_state.Active.Number]).Any(o => o.First > o.Second)), "A build has overtaken the active one.");
        Assert.Single(_state.Builds, b => b.Phase == BuildPhase.Active);
        Assert.InRange(_state.Builds.Count, 1, 3);
        Refuse(_told.Values.Any(times => times != 1), "A record was told twice.");
        for (var shard = 0; shard < Shards; shard++)
        {
            var active = _builds[_state.Active.Number][shard];
            for (var sequence = 1; sequence <= active; sequence++)
            {
                Refuse(!_told.ContainsKey((shard, sequence)), $"Record {shard}:{sequence} met no active build.");
            }
        }
    }

    private sealed class Node
    {
        public ProjectionState? Known { get; set; }

        public (int Build, int Shard, long Expected)? Batch { get; set; }

        public void Crash() => (Known, Batch) = (null, null);
    }
}
