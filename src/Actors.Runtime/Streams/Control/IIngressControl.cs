using Actors.Operations;

namespace Actors.Runtime.Streams.Control;

/// <summary>What an operator can do with one ingress. Thread-safe.</summary>
internal interface IIngressControl
{
    /// <summary>Its lanes.</summary>
    IReadOnlyList<IngressStatus> Status { get; }

    /// <summary>Reads nothing more until <see cref="Resume"/>.</summary>
    void Pause();

    /// <summary>Reads on.</summary>
    void Resume();

    /// <summary>Accepts what has become of a lane, or of all.</summary>
    /// <returns>The lanes that waited for it.</returns>
    Task<IReadOnlyList<string>> Accept(Lane? lane, CancellationToken cancellationToken);
}
