using Actors;
using Actors.Runtime.Streams;

namespace Shop.Node.Inputs;

/// <summary>One input of a run, on its way to the entities.</summary>
internal interface IInput
{
    /// <summary>The lanes on which its commands come.</summary>
    IReadOnlyList<Lane> Lanes { get; }

    /// <summary>How many of its records are read, over all starts.</summary>
    long Read { get; }

    /// <summary>What this process has done of it.</summary>
    IngressCounts Counts { get; }

    /// <summary>Runs it; when it completes, every record of it is durable.</summary>
    Task Run(CancellationToken cancellationToken);
}
