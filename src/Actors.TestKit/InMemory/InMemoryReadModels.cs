using Actors.Projections;

namespace Actors.TestKit.InMemory;

/// <summary>A store of read models in memory, which several nodes of one process share. Thread-safe.</summary>
public sealed class InMemoryReadModels
{
    /// <summary>Guards everything in it: one transaction at a time.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>The states of projections.</summary>
    internal Dictionary<string, ProjectionState> States { get; } = new(StringComparer.Ordinal);

    /// <summary>The builds that nobody may write.</summary>
    internal HashSet<(string Projection, int Build)> Frozen { get; } = [];

    /// <summary>The builds of projections.</summary>
    internal Dictionary<(string Projection, int Build), InMemoryProjectionBuild> Builds { get; } = [];

    /// <summary>The rows of a projection that readers see, by key, as they are now.</summary>
    public IReadOnlyDictionary<string, object> Read(string projection)
    {
        lock (Gate)
        {
            return States.TryGetValue(projection, out var state)
                ? new Dictionary<string, object>(Builds[(projection, state.Active.Number)].Rows, StringComparer.Ordinal)
                : [];
        }
    }
}
