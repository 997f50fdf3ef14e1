using Actors.Sharding;

namespace Actors.Simulation;

/// <summary>
/// The sizes and the fault rates of one run, drawn from its seed. Each kind of fault is absent from some runs, so that faults
/// which hide each other are met alone. Rates are in a thousand: for each step, or for each commit.
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

    public required int Crash { get; init; }

    public required int Pause { get; init; }

    public required int Takeover { get; init; }

    public required int Outage { get; init; }

    public required int SnapshotLoss { get; init; }

    public required int Rewind { get; init; }

    public required int BrokenLink { get; init; }

    /// <summary>In a thousand commits: the answer is lost, stored or not.</summary>
    public required int LostAnswer { get; init; }

    /// <summary>In a thousand commits: the host gives up for a reason it did not foresee.</summary>
    public required int GiveUp { get; init; }

    /// <summary>In a thousand replies to clients: lost.</summary>
    public required int LostReply { get; init; }

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
        Crash = Rate(random, 6),
        Pause = Rate(random, 6),
        Takeover = Rate(random, 10),
        Outage = Rate(random, 4),
        SnapshotLoss = Rate(random, 10),
        Rewind = Rate(random, 12),
        BrokenLink = Rate(random, 12),
        LostAnswer = Rate(random, 250),
        GiveUp = Rate(random, 60),
        LostReply = Rate(random, 100),
    };

    /// <summary>The same sizes without any fault.</summary>
    public Conditions WithoutFaults() => this with
    {
        Crash = 0,
        Pause = 0,
        Takeover = 0,
        Outage = 0,
        SnapshotLoss = 0,
        Rewind = 0,
        BrokenLink = 0,
        LostAnswer = 0,
        GiveUp = 0,
        LostReply = 0,
    };

    private static int Rate(SeededRandom random, int highest) => random.Chance(650) ? random.Between(1, highest) : 0;
}
