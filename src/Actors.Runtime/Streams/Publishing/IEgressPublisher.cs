using Actors.Projections;

namespace Actors.Runtime.Streams.Publishing;

/// <summary>A reader of the journal that publishes: an operator sees it among the outputs.</summary>
internal interface IEgressPublisher : IProjectionStore;
