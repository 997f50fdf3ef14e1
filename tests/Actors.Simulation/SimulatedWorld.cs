using Actors.Journal;
using Actors.Sharding;
using Actors.Simulation.Checkers;
using Actors.Simulation.Clients;
using Actors.Simulation.Journaling;
using Actors.Simulation.Lanes;
using Actors.Simulation.Nodes;

namespace Actors.Simulation;

/// <summary>Everything that takes part in one run. One thread, no clock but its own, no chance but its seed's.</summary>
internal sealed class SimulatedWorld
{
    private int _attempts;
    private long _tokens;

    public SimulatedWorld(ulong seed, PlantedFault fault, bool isTraceKept)
    {
        Random = new SeededRandom(seed);
        Trace = new Trace(isTraceKept);
        Fault = fault;
        Conditions = Conditions.Of(Random);
        Checkers = new CheckerSet(Conditions);
        Journal = new SimulatedJournal(new ShardCount(Conditions.Shards), fault, Checkers);
        Network = new SimulatedNetwork(this);
        Nodes = [.. Enumerable.Range(1, Conditions.Nodes).Select(i => new SimulatedNode(this, $"node{i}"))];
        Clients = [.. Enumerable.Range(0, 4).Select(_ => new SimulatedClient(this, 12))];
        Operators = [new SimulatedOperator(this), new SimulatedOperator(this)];
        Sources =
        [
            NewFile("orders", 25),
            NewFile("payments", 15),
            .. Journal.ShardCount.All.Select(s => new ReactionSource(Journal, s)),
        ];
        Senders = [.. Sources.Select(s => new SimulatedLaneSender(this, s, 0))];
    }

    public SeededRandom Random { get; }

    public Trace Trace { get; }

    public PlantedFault Fault { get; }

    public Conditions Conditions { get; set; }

    public CheckerSet Checkers { get; }

    public SimulatedJournal Journal { get; }

    public SimulatedNetwork Network { get; }

    public IReadOnlyList<SimulatedNode> Nodes { get; }

    public IReadOnlyList<SimulatedClient> Clients { get; }

    public IReadOnlyList<SimulatedOperator> Operators { get; }

    public IReadOnlyList<ILaneSource> Sources { get; }

    /// <summary>The senders of the lanes; after a rewind the old one may go on beside the new one.</summary>
    public List<SimulatedLaneSender> Senders { get; }

    /// <summary>How much longer senders wait: in a world without faults nobody need be hasty.</summary>
    public int Patience { get; set; } = 1;

    /// <summary>The world's clock, in UTC.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public long NextToken() => ++_tokens;

    public Attempt NewAttempt(Envelope envelope, Action<Attempt, CommandReply> receive, bool mayLoseReply = false) =>
        new(++_attempts, envelope, Trace.Step, receive)
        {
            Shard = Journal.ShardCount.ShardOf(envelope.Target),
            MayLoseReply = mayLoseReply,
        };

    /// <summary>
    /// Who owns a shard as a sender believes it; <see langword="null"/> while nobody can say. An epoch is told only once its machine
    /// is in place: an owner that refuses a command of its own epoch and then takes the next one would break the lane's order.
    /// </summary>
    public (SimulatedNode Node, Epoch Epoch)? OwnerOf(ShardId shard)
    {
        var head = Journal.Head(shard);
        return Nodes.FirstOrDefault(n => n.Name == head.Owner) is { } node && !node.IsClaiming(shard) ? (node, head.Epoch) : null;
    }

    private FileSource NewFile(string name, int records) =>
        new(new Lane(name), [.. Enumerable.Range(0, records).Select(_ => NewFileRecord())]);

    private OutgoingCommand NewFileRecord()
    {
        var (target, command, _) = Commands.Next(this);
        return new OutgoingCommand(target, command);
    }
}
