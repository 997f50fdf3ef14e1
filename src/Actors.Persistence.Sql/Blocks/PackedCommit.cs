using Actors.Journal;
using Actors.Journal.Blocks;

namespace Actors.Persistence.Sql.Blocks;

/// <summary>A commit with its records packed into blocks: one, unless they are very many or very large.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Blocks">Its records.</param>
internal sealed record PackedCommit(ShardCommit Commit, IReadOnlyList<Block> Blocks);
