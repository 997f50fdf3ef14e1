using Actors.Sharding;

namespace Actors.TestKit.Simulation.Worlds;

/// <summary>
/// The sizes and the fault rates of one run, drawn from its seed. Each kind of fault is absent from some runs, so that faults
/// which hide each other are met alone. Rates are in a thousand: for each step, or for each thing that it can happen to.
/// </summary>
internal sealed record Conditions
{
    public required int Nodes { get; init; }

    public required int Shards { get; init; }

    public required int EntityCountMax { get; init; }

    public required int PendingMax { get; init; }

    public required int MailboxMax { get; init; }

    public required int LaneEntriesMax { get; init; }

    public required ShardOptions Options { get; init; }

    public int Crash { get; init; }

    public int Pause { get; init; }

    /// <summary>A node claims a shard whose owner is alive and believes in it.</summary>
    public int Takeover { get; init; }

    public int Outage { get; init; }

    public int SnapshotLoss { get; init; }

    /// <summary>The reader of a lane starts again from its saved place.</summary>
    public int Rewind { get; init; }

    /// <summary>A connection breaks, and its senders are told or not.</summary>
    public int BrokenLink { get; init; }

    /// <summary>A node's clock jumps, forwards or backwards.</summary>
    public int ClockJump { get; init; }

    /// <summary>True time leaps to the next timer.</summary>
    public int Leap { get; init; }

    /// <summary>A projection crashes, pauses, or is taken over while the first runner goes on.</summary>
    public int ReaderFault { get; init; }

    /// <summary>In a thousand transactions: the answer is lost, stored or not.</summary>
    public int LostAnswer { get; init; }

    /// <summary>In a thousand commits: the host gives up for a reason it did not foresee.</summary>
    public int GiveUp { get; init; }

    /// <summary>In a thousand commits: it takes long before the journal comes to it, or before it answers.</summary>
    public int SlowCommit { get; init; }

    /// <summary>In a thousand messages of clients: lost, the sender is not told.</summary>
    public int LostMessage { get; init; }

    /// <summary>In a thousand messages that may be repeated: they arrive twice.</summary>
    public int DoubleMessage { get; init; }

    /// <summary>In a thousand replies to clients: lost.</summary>
    public int LostReply { get; init; }

    /// <summary>In a thousand calls of side effects: the answer is lost, and the call is made again.</summary>
    public int LostCall { get; init; }

    /// <summary>A node's calls of the membership store fail for a while.</summary>
    public int StoreCut { get; init; }

    /// <summary>The link from one node to another is cut, one way.</summary>
    public int LinkCut { get; init; }

    /// <summary>The clock of the store jumps.</summary>
    public int StoreClockJump { get; init; }

    /// <summary>A node leaves, and starts anew.</summary>
    public int Leave { get; init; }

    public static Conditions Of(SeededRandom random) => new()
    {
        Nodes = random.Between(1, 4),
        Shards = random.Between(2, 5),
        EntityCountMax = random.Between(1, 5),
        PendingMax = random.Between(2, 32),
        MailboxMax = random.Between(2, 16),
        LaneEntriesMax = random.Between(1, 12),
        Options = new ShardOptions
        {
            SnapshotEvery = random.Between(2, 10),
            SnapshotOnPassivation = random.Between(1, 4),
            CheckpointEvery = random.Between(2, 25),
        },
        Crash = Rate(random, 3),
        Pause = Rate(random, 4),
        Takeover = Rate(random, 8),
        Outage = Rate(random, 3),
        SnapshotLoss = Rate(random, 10),
        Rewind = Rate(random, 10),
        BrokenLink = Rate(random, 10),
        ClockJump = Rate(random, 8),
        Leap = Rate(random, 6),
        ReaderFault = Rate(random, 10),
        LostAnswer = Rate(random, 250),
        GiveUp = Rate(random, 60),
        SlowCommit = Rate(random, 40),
        LostMessage = Rate(random, 40),
        DoubleMessage = Rate(random, 150),
        LostReply = Rate(random, 100),
        LostCall = Rate(random, 200),
        StoreCut = Rate(random, 3),
        LinkCut = Rate(random, 4),
        StoreClockJump = Rate(random, 4),
        Leave = Rate(random, 2),
    };

    /// <summary>The same sizes without any fault.</summary>
    public Conditions WithoutFaults() => new()
    {
        Nodes = Nodes,
        Shards = Shards,
        EntityCountMax = EntityCountMax,
        PendingMax = PendingMax,
        MailboxMax = MailboxMax,
        LaneEntriesMax = LaneEntriesMax,
        Options = Options,
    };

    private static int Rate(SeededRandom random, int highest) => random.Chance(650) ? random.Between(1, highest) : 0;
}
