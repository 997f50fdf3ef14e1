using Actors.Journal;

namespace Actors.Projections;

/// <summary>What an application gives a node to run on its journal: an <see cref="IProjectionStore"/>, or an <see cref="IVersionedProjection"/>.</summary>
public interface IProjection
{
    /// <summary>The projection's stable name.</summary>
    ReaderName Name { get; }
}
