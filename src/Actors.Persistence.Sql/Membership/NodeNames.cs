using Actors.Membership;

namespace Actors.Persistence.Sql.Membership;

/// <summary>Reads ids of nodes as tables hold them.</summary>
internal static class NodeNames
{
    /// <summary>Those that can be read: another version may have written more.</summary>
    public static IReadOnlyList<NodeId> Parse(IEnumerable<string> texts) =>
        [.. texts.Select(text => NodeId.TryParse(text, out var node) ? node : (NodeId?)null).OfType<NodeId>()];
}
