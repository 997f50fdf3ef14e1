using Actors;
using Actors.Runtime.Streams;
using Actors.Streams;

namespace Shop.Node.Inputs;

/// <summary>An input that is read in this process.</summary>
internal sealed class DirectInput(ISource source, Ingress ingress) : IInput
{
    public IReadOnlyList<Lane> Lanes { get; } = [source.Lane];

    public long Read => ingress.StartedAfter.Value + ingress.Counts.Read;

    public IngressCounts Counts => ingress.Counts;

    public Task Run(CancellationToken cancellationToken) => ingress.Run(cancellationToken);
}
