using System.ComponentModel.DataAnnotations;
using Actors.Streams.Kafka.Connections;

namespace Actors.Streams.Kafka.Sources;

/// <summary>What a <see cref="KafkaSource"/> reads and how.</summary>
public sealed record KafkaSourceOptions
{
    private const int TopicLengthMax = 249;
    private const int LaneNameLengthMax = 180; // Leaves room for what the runtime puts before and behind a lane's name: names have 200.

    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "bootstrap.servers", "group.id", "group.instance.id", "enable.auto.commit", "enable.auto.offset.store", "auto.offset.reset",
        "auto.commit.interval.ms", "partition.assignment.strategy", "session.timeout.ms", "enable.partition.eof", "isolation.level",
    };

    /// <summary>
    /// Names the lanes, with topic and partition: <c>kafka:NAME/TOPIC/PARTITION</c>. It must never change, and two clusters must
    /// not share one: what counts as read is remembered under it. Lower-case letters, digits and hyphens.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The cluster.</summary>
    public required KafkaConnection Connection { get; init; }

    /// <summary>The consumer group whose members share the partitions, or under which Kafka is only told how far we are; see <see cref="Sharing"/>.</summary>
    public required string GroupId { get; init; }

    /// <summary>Who decides which node reads which partition. Default: the consumer group.</summary>
    public KafkaSharing Sharing { get; init; } = KafkaSharing.Group;

    /// <summary>The topics, by their exact names.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>
    /// The member's own name in the group (static membership): it then gets its partitions back without a rebalance when it is
    /// restarted within <see cref="SessionTimeout"/>. Default: none, a restart is a rebalance.
    /// </summary>
    public string? GroupInstanceId { get; init; }

    /// <summary>How many records of a partition wait in memory; when full, the partition is paused, below half it is resumed. Default 8,192.</summary>
    [Range(2, 1_000_000)]
    public int BufferRecordsMax { get; init; } = 8192;

    /// <summary>How many bytes of a partition wait in memory, keys and headers included; one record may exceed it. Default 8 MiB.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int BufferBytesMax { get; init; } = 8 * 1024 * 1024;

    /// <summary>
    /// How long a partition that is taken away may finish what is in hand; after that it is given up, and the next owner reads it
    /// again. The group waits meanwhile. Default 5 s, far below Kafka's <c>max.poll.interval.ms</c> of 5 min.
    /// </summary>
    public TimeSpan RevokeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the group waits for a member that is silent before it takes its partitions away. Default 45 s, as Kafka's.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How often the group's offsets are committed to Kafka. They are for tools that show a lag, nothing reads on from them. Default 5 s.</summary>
    public TimeSpan CommitEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What is wrong with it; nothing when it can be used.</summary>
    internal IReadOnlyList<string> Faults()
    {
        var limits = new List<ValidationResult>();
        Validator.TryValidateObject(this, new ValidationContext(this), limits, validateAllProperties: true);
        return
        [
            .. limits.Select(l => l.ErrorMessage!),
            .. Connection.Faults(Reserved),
            .. NameFaults(),
            .. SharingFaults(),
            .. TimeFaults(nameof(RevokeTimeout), RevokeTimeout, TimeSpan.FromMinutes(4)),
            .. TimeFaults(nameof(SessionTimeout), SessionTimeout, TimeSpan.FromMinutes(30)),
            .. TimeFaults(nameof(CommitEvery), CommitEvery, TimeSpan.FromHours(1)),
        ];
    }

    private static IEnumerable<string> TimeFaults(string name, TimeSpan value, TimeSpan longest) =>
        value > TimeSpan.Zero && value <= longest ? [] : [$"{name} is {value}; it must be above zero and at most {longest}."];

    private IEnumerable<string> SharingFaults()
    {
        if (!Enum.IsDefined(Sharing))
        {
            yield return $"Sharing is {(int)Sharing}, which is none of {string.Join(", ", Enum.GetNames<KafkaSharing>())}.";
        }

        if (Sharing == KafkaSharing.Cluster && GroupInstanceId is not null)
        {
            yield return "GroupInstanceId is set, but the cluster shares the partitions: nobody is a member of the group.";
        }
    }

    private IEnumerable<string> NameFaults()
    {
        if (Name.Length == 0 || !Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            yield return $"Name '{Name}' must be of lower-case letters, digits and hyphens.";
        }

        if (string.IsNullOrWhiteSpace(GroupId))
        {
            yield return "GroupId is empty.";
        }

        if (Topics.Count == 0 || Topics.Distinct(StringComparer.Ordinal).Count() != Topics.Count)
        {
            yield return "Topics must name at least one topic, and each only once.";
        }

        foreach (var topic in Topics.Where(t => t.Length is 0 or > TopicLengthMax || Name.Length + t.Length > LaneNameLengthMax || t[0] == '^'))
        {
            yield return $"The topic '{topic}' cannot be read: its name and the source's have at most {LaneNameLengthMax} characters together, and it is no pattern.";
        }
    }
}
