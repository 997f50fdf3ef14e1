using Actors.Schema;

namespace Actors.Sharding;

/// <summary>
/// Where the states of the entities in memory are kept: side by side in a few arrays, and not in the entities. One thread at a time.
/// </summary>
/// <remarks>
/// Each command gives an old entity a young state, and the garbage collector must find every old object that was written to. Where those
/// lie scattered among hundreds of thousands it walks the neighbourhood of each; in an array it looks at the references alone. In a bare
/// loop over 100,000 such objects that made its pauses about five times shorter. States that are values leave it nothing to do at all.
/// </remarks>
/// <param name="definition">The kind of entity.</param>
internal sealed class StateSlots(EntityDefinition definition)
{
    private const int FirstPage = 64;
    private const int PageMax = 16_384; // Large enough to count as old from the beginning, so that it is never copied.
    private readonly Stack<(StatePage Page, int Index)> _free = new();
    private StatePage _page = definition.NewStatePage(0);
    private int _used;

    /// <summary>Takes a free slot, which is empty.</summary>
    public (StatePage Page, int Index) Take()
    {
        if (_free.TryPop(out var slot))
        {
            return slot;
        }

        if (_used == _page.Length)
        {
            _page = definition.NewStatePage(Math.Clamp(_page.Length * 2, FirstPage, PageMax));
            _used = 0;
        }

        return (_page, _used++);
    }

    /// <summary>Empties a slot for the next entity.</summary>
    public void Return(StatePage page, int index)
    {
        page[index] = null;
        _free.Push((page, index));
    }
}
