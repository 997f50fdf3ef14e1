using Actors.DeadLettering;
using Actors.Journal;
using Actors.Sharding;

namespace Actors.TestKit.InMemory;

/// <summary>What a database would hold. Every access holds <see cref="Gate"/>, which makes each call a transaction.</summary>
internal sealed class InMemoryTables(TimeProvider clock)
{
    public Lock Gate { get; } = new();

    /// <summary>Stamps heartbeats.</summary>
    public TimeProvider Clock => clock;

    public List<InMemoryNode> Nodes { get; } = [];

    /// <summary>How many lives nodes have had.</summary>
    public long Incarnations { get; set; }

    /// <summary>Called when members or owners have changed; they return at once.</summary>
    public List<Action> Listeners { get; } = [];

    public Dictionary<ShardId, InMemoryShard> Shards { get; } = [];

    public Dictionary<EntityKey, List<JournalRecord>> Entities { get; } = [];

    public Dictionary<EntityKey, Snapshot> Snapshots { get; } = [];

    public Dictionary<(ReaderName Reader, ShardId Shard), long> Offsets { get; } = [];

    /// <summary>In the order in which they were added.</summary>
    public List<DeadLetter> Letters { get; } = [];

    public Dictionary<DeadLetterId, int> LetterPlaces { get; } = [];

    public void Announce() => Listeners.ForEach(listener => listener());

    /// <summary>What was done about them, in order.</summary>
    public List<DeadLetterAction> LetterActions { get; } = [];

    public HashSet<DeadLetterId> LettersPublished { get; } = [];

    public InMemoryShard Shard(ShardId shard)
    {
        if (!Shards.TryGetValue(shard, out var row))
        {
            row = new InMemoryShard(shard);
            Shards.Add(shard, row);
        }

        return row;
    }

    public void Add(DeadLetter letter)
    {
        if (LetterPlaces.TryAdd(letter.Id, Letters.Count))
        {
            Letters.Add(letter with { Time = Microseconds(letter.Time) });
        }
    }

    public void Resolve(DeadLetterId letter)
    {
        if (LetterPlaces.TryGetValue(letter, out var place))
        {
            Letters[place] = Letters[place] with { Status = DeadLetterStatus.Resolved };
        }
    }

    /// <summary>A time as databases keep it: in UTC, without the part below a microsecond.</summary>
    public static DateTimeOffset Microseconds(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
