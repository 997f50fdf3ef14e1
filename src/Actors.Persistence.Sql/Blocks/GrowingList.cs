namespace Actors.Persistence.Sql.Blocks;

/// <summary>A list whose <see cref="Segment"/>s never change: adding writes behind them, and removing moves the rest to a new array.</summary>
internal sealed class GrowingList<T>
{
    private T[] _items = [];
    private int _count;

    /// <summary>What is in the list now.</summary>
    public ArraySegment<T> Segment => new(_items, 0, _count);

    public void Add(T item)
    {
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(16, _count * 2));
        }

        _items[_count++] = item;
    }

    public void RemoveFirst(int count)
    {
        _items = _items.AsSpan(count, _count - count).ToArray();
        _count = _items.Length;
    }
}
