using Actors.Operations;
using Actors.Runtime.Readers;

namespace Actors.Runtime.Streams.Control;

/// <summary>
/// What a node publishes, for operators: how far each egress is, and how to pause and resume it. A pause concerns this node alone and is
/// forgotten when it stops; what is not published meanwhile is published later, in order. Thread-safe.
/// </summary>
public sealed class EgressDirectory
{
    private const string Prefix = "egress ";
    private readonly IReadOnlyList<ProjectionRunner> _runners;

    internal EgressDirectory(IEnumerable<ProjectionRunner> runners) => _runners = [.. runners.Where(r => r.IsEgress)];

    /// <summary>All egresses, by name.</summary>
    public IReadOnlyList<EgressInfo> List() =>
    [
        .. _runners.Select(r => new EgressInfo(NameOf(r), r.ShardCount, r.Lag, r.Gate.PausedSince)).OrderBy(e => e.Egress, StringComparer.Ordinal),
    ];

    /// <summary>Publishes nothing more; a batch that is being sent is finished.</summary>
    /// <returns>Whether it ran.</returns>
    public bool Pause(string egress) => Change(egress, isPaused: false, gate => gate.Pause());

    /// <summary>Publishes on.</summary>
    /// <returns>Whether it was paused.</returns>
    public bool Resume(string egress) => Change(egress, isPaused: true, gate => gate.Resume());

    /// <summary>The name as it was given, without what the offsets are kept under.</summary>
    private static string NameOf(ProjectionRunner runner) =>
        runner.Name.Value.StartsWith(Prefix, StringComparison.Ordinal) ? runner.Name.Value[Prefix.Length..] : runner.Name.Value;

    private bool Change(string egress, bool isPaused, Action<IngressGate> change)
    {
        if (_runners.FirstOrDefault(r => NameOf(r) == egress)?.Gate is not { } gate || gate.PausedSince is not null != isPaused)
        {
            return false;
        }

        change(gate);
        return true;
    }
}
