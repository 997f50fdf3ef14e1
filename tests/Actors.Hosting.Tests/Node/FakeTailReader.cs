using Actors.Journal;
using Actors.Sharding;

namespace Actors.Hosting.Tests.Node;

/// <summary>Reads the fake journal.</summary>
internal sealed class FakeTailReader(FakeJournal journal) : ITailReader
{
    public ValueTask<IReadOnlyList<JournalRecord>> Read(
        ShardId shard, SequenceNumber after, int limit, CancellationToken cancellationToken) =>
        journal.Read(shard, after, limit, cancellationToken);

    public void Dispose()
    {
    }
}
