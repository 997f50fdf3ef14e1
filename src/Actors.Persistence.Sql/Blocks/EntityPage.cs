using Actors.Journal.Blocks;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>What one state of the database says about some entities.</summary>
/// <param name="Tails">The tails of their shards.</param>
/// <param name="Chunks">For each position asked for, the chunks of its hash in order of their last records.</param>
internal sealed record EntityPage(IReadOnlyList<TailPage> Tails, IReadOnlyList<IReadOnlyList<Block>> Chunks);
