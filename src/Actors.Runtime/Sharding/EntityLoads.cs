using Actors.Sharding;

namespace Actors.Runtime.Sharding;

/// <summary>
/// Loads entities for the machines of one host, many with one query and few queries at once, so that a failover with many hot
/// entities is no stampede. Used by the host's loop.
/// </summary>
/// <param name="loader">Reads them.</param>
/// <param name="options">The limits.</param>
/// <param name="complete">Runs an action on the host's loop.</param>
internal sealed class EntityLoads(EntityLoader loader, ShardHostOptions options, Action<Action> complete)
{
    private readonly Queue<(ShardMachine Machine, EntityKey Key)> _waiting = new();
    private int _running;

    /// <summary>Whether no load is under way.</summary>
    public bool IsIdle => _running == 0;

    /// <summary>Takes entities to load.</summary>
    /// <param name="wanted">The entities and the machines that wait for them.</param>
    /// <param name="actions">Gets what the machines do once they have them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public void Add(List<(ShardMachine Machine, EntityKey Key)> wanted, ShardActions actions, CancellationToken cancellationToken)
    {
        foreach (var load in wanted)
        {
            _waiting.Enqueue(load);
        }

        while (_waiting.Count > 0 && _running < options.LoadsAtOnce)
        {
            Start(actions, cancellationToken);
        }
    }

    private void Start(ShardActions actions, CancellationToken cancellationToken)
    {
        var wanted = new List<(ShardMachine Machine, EntityKey Key)>();
        while (wanted.Count < options.LoadMax && _waiting.TryDequeue(out var load))
        {
            wanted.Add(load);
        }

        _running++;
        _ = Task.Run(() => Load(wanted, actions, cancellationToken), CancellationToken.None);
    }

    private async Task Load(
        List<(ShardMachine Machine, EntityKey Key)> wanted, ShardActions actions, CancellationToken cancellationToken)
    {
        IReadOnlyList<EntityImage> images = [];
        try
        {
            images = await loader.Load([.. wanted.Select(w => w.Key)], cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The node stops; the messages that wait are told to come again.
        }

        complete(() =>
        {
            _running--;
            for (var i = 0; i < images.Count; i++)
            {
                wanted[i].Machine.Loaded(images[i], actions);
            }
        });
    }
}
