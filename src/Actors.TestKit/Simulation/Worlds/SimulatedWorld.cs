using Actors.Journal;
using Actors.Schema;
using Actors.Sharding;
using Actors.TestKit.Simulation.Checkers;
using Actors.TestKit.Simulation.Clients;
using Actors.TestKit.Simulation.Journaling;
using Actors.TestKit.Simulation.Lanes;
using Actors.TestKit.Simulation.Nodes;
using Actors.TestKit.Simulation.Projections;

namespace Actors.TestKit.Simulation.Worlds;

/// <summary>Everything that takes part in one run. One thread, no clock but its own, no chance but its seed's.</summary>
internal sealed class SimulatedWorld
{
    private readonly Workload _workload;
    private readonly HashSet<EntityKey> _known = [];
    private readonly List<EntityKey> _keys = [];
    private int _attempts;
    private long _commands;
    private long _runs;

    public SimulatedWorld(Workload workload, ulong seed, PlantedFault fault, Trace trace)
    {
        _workload = workload;
        Random = new SeededRandom(seed);
        Trace = trace;
        Fault = fault;
        Model = workload.Model(Random);
        Conditions = Conditions.Of(Random);
        Checkers = new CheckerSet(Model, Conditions, workload);
        Journal = new SimulatedJournal(new ShardCount(Conditions.Shards), fault, Checkers);
        Membership = new SimulatedMembership(this);
        Network = new SimulatedNetwork(this);
        Links = new SimulatedLinks(this);
        SlowNode = seed % 3 == 0 ? $"node{(seed / 3 % (ulong)Conditions.Nodes) + 1}" : null;
        Nodes = [.. Enumerable.Range(1, Conditions.Nodes).Select(i => new SimulatedNode(this, $"node{i}"))];
        Clients = [.. Enumerable.Range(1, 4).Select(i => new SimulatedClient(this, $"client{i}", 12))];
        Operators = [new SimulatedOperator(this, "operator1"), new SimulatedOperator(this, "operator2")];
        Sources = [NewFile("orders", 25), NewFile("payments", 15), .. Readers()];
        Senders = [.. Sources.Select(s => new SimulatedLaneSender(this, s, 0))];
        Projections = [new SimulatedProjection(this, "totals"), new SimulatedProjection(this, "index")];
    }

    public SeededRandom Random { get; }

    /// <summary>The node whose calls of the store take long, in a third of the runs.</summary>
    public string? SlowNode { get; }

    public Trace Trace { get; }

    public PlantedFault Fault { get; }

    public ActorModel Model { get; }

    public Conditions Conditions { get; set; }

    public CheckerSet Checkers { get; }

    public SimulatedJournal Journal { get; }

    public SimulatedMembership Membership { get; }

    public SimulatedNetwork Network { get; }

    /// <summary>The links between nodes.</summary>
    public SimulatedLinks Links { get; }

    public IReadOnlyList<SimulatedNode> Nodes { get; }

    public IReadOnlyList<SimulatedClient> Clients { get; }

    public IReadOnlyList<SimulatedOperator> Operators { get; }

    public IReadOnlyList<ILaneSource> Sources { get; }

    /// <summary>The senders of the lanes; after a rewind the old one may go on beside the new one.</summary>
    public List<SimulatedLaneSender> Senders { get; }

    /// <summary>The runners of the projections; after a takeover the old one may go on beside the new one.</summary>
    public List<SimulatedProjection> Projections { get; }

    /// <summary>Every entity that a command has been sent to, in the order of their first.</summary>
    public IReadOnlyList<EntityKey> Keys => _keys;

    /// <summary>How much longer senders wait: in a world without faults nobody need be hasty.</summary>
    public int Patience { get; set; } = 1;

    /// <summary>The true time, in UTC; each node has a clock of its own, which may be wrong.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How long the run has lasted; never leaps, unlike the time that timers see.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>A number that no other run of a lane has.</summary>
    public long NextRun() => ++_runs;

    /// <summary>Draws the next command.</summary>
    public OutgoingCommand NextCommand()
    {
        var command = _workload.Commands(new SimulatedMoment(Random, ++_commands, Now));
        Model.Check(command.Target.Type, command.Command);
        Know(command.Target);
        return command;
    }

    public EntityDefinition DefinitionOf(EntityKey entity) => Model.Find(entity.Type)!;

    /// <summary>Remembers an entity, so that clients may ask for it.</summary>
    public void Know(EntityKey entity)
    {
        if (_known.Add(entity))
        {
            _keys.Add(entity);
        }
    }

    public Attempt NewAttempt(Envelope envelope, Action<Attempt, CommandReply> receive, bool isLossy = false) =>
        new(++_attempts, envelope, Trace.Step, receive)
        {
            Shard = Journal.ShardCount.ShardOf(envelope.Target),
            IsLossy = isLossy,
        };

    /// <summary>The clock of some node, which stamps what comes in there.</summary>
    public DateTimeOffset EntryTime() => Random.Pick(Nodes).Clock;

    /// <summary>
    /// Who owns a shard as its row tells; <see langword="null"/> while nobody can say. The owner may not know it yet, and refuse what
    /// comes before it serves the shard: lanes keep their order because their commands tell their turns.
    /// </summary>
    public (SimulatedNode Node, Epoch Epoch)? OwnerOf(ShardId shard)
    {
        var head = Journal.Head(shard);
        return Nodes.FirstOrDefault(n => n.Member.Owner == head.Owner) is { } node ? (node, head.Epoch) : null;
    }

    private FileSource NewFile(string name, int records) =>
        new(new Lane(name), [.. Enumerable.Range(0, records).Select(_ => NextCommand())]);

    private IEnumerable<ILaneSource> Readers()
    {
        foreach (var shard in Journal.ShardCount.All)
        {
            foreach (var reaction in Model.Reactions)
            {
                yield return new ReactionSource(new ShardLog(Journal, Model, shard), reaction);
            }

            foreach (var sideEffect in Model.SideEffects)
            {
                yield return new SideEffectSource(new ShardLog(Journal, Model, shard), sideEffect, this);
            }
        }
    }
}
