namespace Actors.Health;

/// <summary>Tells load balancers and operators whether a node should get work, and if not, which part is to blame. Thread-safe.</summary>
public interface IReadiness
{
    /// <summary>All parts as they are now; the node is ready when each of them is. Answers at once, without asking the parts.</summary>
    IReadOnlyList<ReadinessPart> Parts { get; }
}
