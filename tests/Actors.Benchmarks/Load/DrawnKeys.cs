namespace Actors.Benchmarks.Load;

/// <summary>
/// The entities of the coming operations, drawn before anything is measured, a million of them round and round: to draw among very many
/// keys while measuring would wait for memory longer than the node takes for a command. Thread-safe.
/// </summary>
internal sealed class DrawnKeys
{
    private const int Count = 1 << 20;
    private readonly EntityKey[] _keys = new EntityKey[Count];
    private int _drawn;

    public DrawnKeys(EntityKey[] keys, IKeySampler sampler)
    {
        var draw = new Draw(keys.Length);
        for (var i = 0; i < _keys.Length; i++)
        {
            _keys[i] = keys[sampler.Next(draw)];
        }
    }

    /// <summary>The entity of the next operation.</summary>
    public EntityKey Next() => _keys[Interlocked.Increment(ref _drawn) & (Count - 1)];
}
