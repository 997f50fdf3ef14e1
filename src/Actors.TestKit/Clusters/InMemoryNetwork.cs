using System.Collections.Concurrent;

namespace Actors.TestKit.Clusters;

/// <summary>The links between the nodes of an <see cref="InMemoryCluster"/>, and which of them are cut. Thread-safe.</summary>
internal sealed class InMemoryNetwork
{
    private readonly ConcurrentDictionary<string, InMemoryLink> _links = new(StringComparer.Ordinal);
    private long _duplicated;
    private volatile bool _duplicates;
    private readonly ConcurrentDictionary<(string From, string To), byte> _cuts = new();

    /// <summary>Whether messages that may come again come twice.</summary>
    public bool Duplicates
    {
        get => _duplicates;
        set => _duplicates = value;
    }

    /// <summary>How many came twice.</summary>
    public long Duplicated => Interlocked.Read(ref _duplicated);

    /// <summary>Whether a message comes twice; counts it then.</summary>
    public bool Duplicate(Envelope envelope)
    {
        if (!_duplicates || (envelope.Id is null && envelope.Lane is null))
        {
            return false;
        }

        Interlocked.Increment(ref _duplicated);
        return true;
    }

    /// <summary>Connects a node; it takes the place of an earlier life of the same name.</summary>
    public void Connect(InMemoryLink link) => _links[link.Name] = link;

    /// <summary>Disconnects a node for good; what is on its way to it is lost.</summary>
    public void Disconnect(InMemoryLink link)
    {
        _links.TryRemove(new KeyValuePair<string, InMemoryLink>(link.Name, link));
        link.BreakAll();
        foreach (var other in _links.Values)
        {
            other.Break(link.Name);
        }
    }

    /// <summary>Cuts the connection of two nodes in one direction; what is on its way is lost.</summary>
    public void Cut(string from, string to)
    {
        _cuts[(from, to)] = 0;
        if (_links.TryGetValue(from, out var link))
        {
            link.Break(to);
        }
    }

    /// <summary>Mends what <see cref="Cut"/> has cut.</summary>
    public void Heal(string from, string to) => _cuts.TryRemove((from, to), out _);

    /// <summary>The node of a name, as one node sees it; <see langword="null"/> when it cannot be reached.</summary>
    public InMemoryLink? Reach(string from, string to) =>
        _cuts.ContainsKey((from, to)) || _cuts.ContainsKey((to, from)) ? null : _links.GetValueOrDefault(to);
}
