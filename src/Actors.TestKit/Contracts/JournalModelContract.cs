using Actors.DeadLettering;
using Actors.Journal;
using Actors.Sharding;
using Actors.TestKit.InMemory;
using Actors.Timers;
using Xunit;

namespace Actors.TestKit.Contracts;

/// <summary>
/// Random sequences of operations have the same results on an <see cref="IJournal"/> and on the one in memory, which is simple enough
/// to be believed. A failure names its seed.
/// </summary>
/// <typeparam name="TSource">Gives the database.</typeparam>
public abstract class JournalModelContract<TSource> : StoreContract<TSource>
    where TSource : IStoreSource, new()
{
    private const int Operations = 120;

    private readonly InMemoryStore _model = new(Shards);
    private readonly Dictionary<ShardId, ShardHead> _heads = [];
    private int _letters;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Random_operations_have_the_results_of_the_model(int seed)
    {
        var random = new Random(seed);
        for (var step = 0; step < Operations; step++)
        {
            await (random.Next(12) switch
            {
                0 => ClaimOnBoth(Shard(random)),
                1 => CompareReads(random),
                2 => CompareTimers(random),
                3 => Reopen(),
                4 => Store.Upkeep.Compact([.. Shards.All], None),
                5 => CompareEntities(random),
                _ => CommitOnBoth(random),
            });
        }

        foreach (var shard in Shards.All)
        {
            RecordAssert.Equal(
                await _model.Journal.Read(shard, SequenceNumber.None, 10_000, None),
                await Journal.Read(shard, SequenceNumber.None, 10_000, None));
        }
    }

    private static ShardId Shard(Random random) => new(random.Next(Shards.Value));

    private static EntityKey Entity(ShardId shard, Random random) => Sample.Entities(shard, Shards, 3)[random.Next(3)];

    private async Task ClaimOnBoth(ShardId shard)
    {
        var expected = await _model.Journal.Claim(shard, "node", None);
        var actual = await Journal.Claim(shard, "node", None);
        Assert.Equal(expected.Head, actual.Head);
        Assert.Equal(expected.Checkpoint?.AsOf, actual.Checkpoint?.AsOf);
        Assert.Equal(expected.Checkpoint?.Lanes.ToArray(), actual.Checkpoint?.Lanes.ToArray());

        // Some owners do not hear that they have lost their shard, and commit on.
        _heads.TryAdd(shard, actual.Head);
        if (actual.Head.Epoch.Value % 2 == 0)
        {
            _heads[shard] = actual.Head;
        }
    }

    private async Task CommitOnBoth(Random random)
    {
        // In order of shards, and without resolving what another shard adds in the same call: no journal promises an order there.
        var lettersBefore = _letters;
        var commits = _heads.Values.OrderBy(head => head.Shard).Where(_ => random.Next(2) == 0)
            .Select(head => RandomCommit(head, lettersBefore, random)).ToList();

        var expected = await _model.Journal.Commit(commits, None);
        Assert.Equal(expected.Order(), (await Journal.Commit(commits, None)).Order());
        foreach (var commit in commits.Where(commit => !expected.Contains(commit.Shard)))
        {
            _heads[commit.Shard] = Sample.After(_heads[commit.Shard], commit);
        }
    }

    private ShardCommit RandomCommit(ShardHead head, int lettersBefore, Random random)
    {
        var commit = Sample.Commit(head, random.Next(1, 6), Entity(head.Shard, random));
        return commit with
        {
            TimersSet = [.. Enumerable.Range(0, random.Next(3)).Select(_ => RandomTimer(commit, random))],
            TimersCleared = [.. Enumerable.Range(0, random.Next(3)).Select(_ => RandomTimer(commit, random))
                .Select(timer => new TimerKey(timer.Entity, timer.Name, timer.SetAt))],
            DeadLetters = random.Next(4) == 0 ? [Sample.Letter($"letter-{_letters++}", Entity(head.Shard, random))] : [],
            DeadLettersResolved = random.Next(4) == 0 ? [Sample.Letter($"letter-{random.Next(lettersBefore + 1) - 1}").Id] : [],
            Checkpoint = random.Next(4) == 0 ? new LaneCheckpoint(commit.NewHead, new byte[] { (byte)random.Next(256) }) : null,
        };
    }

    private static ScheduledTimer RandomTimer(ShardCommit commit, Random random) => Sample.Timer(
        Entity(commit.Shard, random), $"timer-{random.Next(2)}", Math.Max(1, commit.NewHead.Value - random.Next(4)), random.Next(100));

    private async Task CompareReads(Random random)
    {
        var shard = Shard(random);
        var after = new SequenceNumber(random.Next(20));
        RecordAssert.Equal(await _model.Journal.Read(shard, after, 5, None), await Journal.Read(shard, after, 5, None));
        Assert.Equal(await _model.Journal.Heads([shard], None), await Journal.Heads([shard], None));
        var letters = await Store.DeadLetters.List(DeadLetterStatus.Waiting, null, 100, None);
        Assert.Equal((await _model.DeadLetters.List(DeadLetterStatus.Waiting, null, 100, None)).Select(l => l.Id), letters.Select(l => l.Id));
    }

    private async Task CompareEntities(Random random)
    {
        var positions = Enumerable.Range(0, 5)
            .Select(_ => new EntityPosition(Entity(Shard(random), random), new SequenceNumber(random.Next(20))) { Limit = random.Next(1, 9) })
            .ToList();
        var expected = await _model.Journal.ReadEntities(positions, None);
        foreach (var (wanted, found) in expected.Zip(await Journal.ReadEntities(positions, None)))
        {
            RecordAssert.Equal(wanted, found);
        }
    }

    private async Task CompareTimers(Random random)
    {
        ShardId[] shards = [Shard(random), Shard(random)];
        Assert.Equal(await _model.Journal.NextTimer(shards, None), await Journal.NextTimer(shards, None));
        var until = Sample.Time.AddSeconds(random.Next(100));
        Assert.Equal(
            Order(await _model.Journal.DueTimers(shards, until, 1000, None)), Order(await Journal.DueTimers(shards, until, 1000, None)));
    }

    // Timers due at one moment may come in any order.
    private static IEnumerable<string> Order(IReadOnlyList<ScheduledTimer> timers) =>
        timers.Select(timer => $"{timer.Due:O} {timer.Entity} {timer.Name} {timer.SetAt}").Order(StringComparer.Ordinal);
}
