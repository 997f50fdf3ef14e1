using Actors.Journal.Blocks;
using Actors.Persistence.Sql.Blocks;
using Actors.Sharding;

namespace Actors.Persistence.Sql.Tests;

/// <summary>Tables that stop a round before one of its writing statements, or let something happen there.</summary>
internal sealed class StoppingTables(IBlockTables inner, int statements) : IBlockTables
{
    private int _left = statements;

    /// <summary>What happens instead of a stop.</summary>
    public Func<Task>? Instead { get; init; }

    public Task<EntityPage> Read(
        IReadOnlyList<TailPosition> tails, IReadOnlyList<ChunkRange> chunks, CancellationToken cancellationToken) =>
        inner.Read(tails, chunks, cancellationToken);

    public Task<IReadOnlyList<TailLength>> TailLengths(IReadOnlyList<ShardId> shards, CancellationToken cancellationToken) =>
        inner.TailLengths(shards, cancellationToken);

    public async Task<bool> WriteChunks(
        ShardId shard, CompactionMark mark, IReadOnlyList<Block> chunks, CancellationToken cancellationToken)
    {
        await Count();
        return await inner.WriteChunks(shard, mark, chunks, cancellationToken);
    }

    public async Task<bool> MoveMark(ShardId shard, CompactionMark mark, long upTo, CancellationToken cancellationToken)
    {
        await Count();
        return await inner.MoveMark(shard, mark, upTo, cancellationToken);
    }

    public Task DropChunks(CancellationToken cancellationToken) => inner.DropChunks(cancellationToken);

    private async Task Count()
    {
        if (_left-- == 0)
        {
            await (Instead ?? throw new OperationCanceledException("The test stops the round here."))();
        }
    }
}
