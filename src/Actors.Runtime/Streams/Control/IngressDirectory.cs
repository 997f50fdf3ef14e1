using System.Collections.Concurrent;
using Actors.Operations;

namespace Actors.Runtime.Streams.Control;

/// <summary>
/// The ingresses that are connected to a node, for operators: what each does, and how to pause, resume and accept. What is done
/// here concerns this node alone and is forgotten when it stops. Thread-safe.
/// </summary>
public sealed class IngressDirectory
{
    private readonly ConcurrentDictionary<string, IIngressControl> _ingresses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IngressDecoding> _decodings = new(StringComparer.Ordinal);

    internal IngressDirectory()
    {
    }

    /// <summary>The names of the ingresses.</summary>
    public IReadOnlyList<string> Names => [.. _ingresses.Keys.Order(StringComparer.Ordinal)];

    /// <summary>All lanes that this node reads, by ingress and lane.</summary>
    public IReadOnlyList<IngressStatus> List() =>
    [
        .. _ingresses.Values.SelectMany(ingress => ingress.Status)
            .OrderBy(status => status.Ingress, StringComparer.Ordinal).ThenBy(status => status.Lane, StringComparer.Ordinal),
    ];

    /// <summary>Lets an ingress read nothing more; what it has read becomes durable, and it keeps its partitions.</summary>
    /// <returns>The lanes; <see langword="null"/> when there is no such ingress.</returns>
    public IngressChange? Pause(string ingress) => Change(ingress, i => i.Pause());

    /// <summary>Lets a paused ingress read on.</summary>
    /// <returns>The lanes; <see langword="null"/> when there is no such ingress.</returns>
    public IngressChange? Resume(string ingress) => Change(ingress, i => i.Resume());

    /// <summary>Accepts what has become of lanes that stand still because their source was created anew or cut short.</summary>
    /// <param name="ingress">The ingress.</param>
    /// <param name="lane">The lane; <see langword="null"/> means all that wait.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The lanes that waited for it; <see langword="null"/> when there is no such ingress.</returns>
    /// <exception cref="Journal.JournalUnavailableException">The store cannot be reached.</exception>
    public async Task<IngressChange?> Accept(string ingress, Lane? lane, CancellationToken cancellationToken) =>
        _ingresses.TryGetValue(ingress, out var found)
            ? new IngressChange(ingress, await found.Accept(lane, cancellationToken).ConfigureAwait(false))
            : null;

    /// <summary>Adds an ingress; one of the same name takes the place of an earlier one.</summary>
    internal void Add(string name, IIngressControl ingress, IngressDecoding decoding)
    {
        _ingresses[name] = ingress;
        _decodings[name] = decoding;
    }

    /// <summary>How an ingress reads its records; <see langword="null"/> when it is not connected to this node.</summary>
    internal IngressDecoding? Decoding(string name) => _decodings.GetValueOrDefault(name);

    private IngressChange? Change(string name, Action<IIngressControl> change)
    {
        if (!_ingresses.TryGetValue(name, out var ingress))
        {
            return null;
        }

        change(ingress);
        return new IngressChange(name, [.. ingress.Status.Select(status => status.Lane)]);
    }
}
