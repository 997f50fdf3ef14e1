using Actors.Journal;
using Actors.Runtime.Sharding;
using Actors.Runtime.Supervision;
using Actors.Runtime.Tests.Nodes;
using Actors.Runtime.Tests.Samples;
using Actors.Schema;
using Actors.Sharding;
using Actors.TestKit.InMemory;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Runtime.Tests;

/// <summary>How a commit is settled whose answer was lost and whose shard was taken before anybody could look.</summary>
public sealed class BatchCommitterTests
{
    private static readonly ShardId Shard = new(0);

    [Theory]
    [Trait("Invariant", "I3")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_batch_that_may_be_in_when_its_shard_is_taken_is_uncertain(bool wasApplied)
    {
        await using var store = new InMemoryStore(new ShardCount(1));
        var journal = new TestJournal(store.Journal);
        var claim = await journal.Claim(Shard, "node-1", CancellationToken.None);
        Action<IReadOnlyList<ShardCommit>> lose = _ =>
        {
            journal.Before = journal.After = _ => { };
            store.Journal.Claim(Shard, "node-2", CancellationToken.None).GetAwaiter().GetResult();
            throw new JournalUnavailableException("The test lost the answer.");
        };
        (journal.Before, journal.After) = wasApplied ? (journal.Before, lose) : (lose, journal.After);
        var committer = new BatchCommitter(journal, new HealthBoard(TimeProvider.System), TimeProvider.System, NullLogger.Instance);

        var fenced = Assert.Single(await committer.Commit([CommitOf(claim)], CancellationToken.None));

        Assert.Equal("node-2", fenced.Head.Owner);
        Assert.Equal(wasApplied, fenced.IsUncertain);
    }

    private static ShardCommit CommitOf(ShardClaim claim) => new()
    {
        Shard = Shard,
        Epoch = claim.Head.Epoch,
        ExpectedHead = claim.Head.Head,
        Records =
        [
            new JournalRecord
            {
                Shard = Shard,
                Sequence = claim.Head.Head.Next,
                Entity = Note.Key("a"),
                Version = EntityVersion.Initial,
                Kind = RecordKind.Nothing,
                Type = new WireName("nothing", 1),
                Payload = default,
                Time = DateTimeOffset.UnixEpoch,
            },
        ],
    };
}
