using Actors.Journal;

namespace Actors.Sharding;

/// <summary>
/// The latest commands with ids of one entity, and where their outcomes stand. Bounded: the oldest goes when the window is full.
/// </summary>
/// <param name="capacity">How many are remembered.</param>
internal sealed class CommandWindow(int capacity)
{
    private readonly List<Entry> _entries = new(4);
    private int _oldest;

    /// <summary>The entries, oldest first.</summary>
    public IEnumerable<Entry> Entries => _entries.Skip(_oldest).Concat(_entries.Take(_oldest));

    /// <summary>Finds the outcome of an earlier command with this id.</summary>
    public bool TryFind(CommandId id, out Entry entry)
    {
        for (var i = _entries.Count - 1; i >= 0; i--)
        {
            if (string.Equals(_entries[i].Id.Value, id.Value, StringComparison.Ordinal))
            {
                entry = _entries[i];
                return true;
            }
        }

        entry = default;
        return false;
    }

    /// <summary>Remembers a command, in place of an earlier one of the same id or of the oldest.</summary>
    public void Remember(Entry entry)
    {
        var same = _entries.FindIndex(e => string.Equals(e.Id.Value, entry.Id.Value, StringComparison.Ordinal));
        if (same >= 0)
        {
            _entries[same] = entry;
        }
        else if (_entries.Count < capacity)
        {
            _entries.Add(entry);
        }
        else
        {
            _entries[_oldest] = entry;
            _oldest = (_oldest + 1) % capacity;
        }
    }

    /// <summary>A command and where its outcome stands.</summary>
    /// <param name="Id">The command's id.</param>
    /// <param name="First">The first record of its outcome.</param>
    /// <param name="Count">How many records the outcome has.</param>
    internal readonly record struct Entry(CommandId Id, SequenceNumber First, int Count);
}
