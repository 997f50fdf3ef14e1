using Actors.Cmd.Nodes;
using Actors.Cmd.Screens;

namespace Actors.Cmd;

/// <summary>What one command works with.</summary>
/// <param name="Node">The node it speaks to.</param>
/// <param name="Screen">Where its results go.</param>
internal sealed record Session(NodeClient Node, Screen Screen) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Node.Dispose();
}
