using Actors.Health;
using Actors.Runtime.Supervision;

namespace Actors.Hosting.Health;

/// <summary>Takes a node for ready when every part on its health board does its work.</summary>
/// <param name="board">The board.</param>
public sealed class BoardReadiness(HealthBoard board) : IReadiness
{
    /// <inheritdoc/>
    public IReadOnlyList<ReadinessPart> Parts
    {
        get
        {
            var parts = new List<ReadinessPart>();
            foreach (var (name, isReady, since, detail) in board.Parts)
            {
                parts.Add(new ReadinessPart(name, isReady, since, string.IsNullOrEmpty(detail) ? null : detail));
            }

            return parts;
        }
    }
}
