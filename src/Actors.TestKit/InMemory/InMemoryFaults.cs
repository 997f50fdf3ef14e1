using Actors.Journal;

namespace Actors.TestKit.InMemory;

/// <summary>The faults of an <see cref="InMemoryStore"/>. Thread-safe; each counted fault is used up by one commit.</summary>
public sealed class InMemoryFaults
{
    private int _failures;
    private int _lostAnswers;
    private volatile bool _unavailable;
    private volatile TaskCompletionSource? _paused;
    private int _writesUntilDeath;
    private bool _storesLastWrite;

    /// <summary>Whether every call is refused, as by a database that is down.</summary>
    public bool Unavailable
    {
        get => _unavailable;
        set => _unavailable = value;
    }

    /// <summary>Lets every call wait from now on, until <see cref="Resume"/>: as of a process that is frozen, or a network that hangs.</summary>
    public void Pause() => _paused ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets the calls go that wait since <see cref="Pause"/>.</summary>
    public void Resume()
    {
        _paused?.TrySetResult();
        _paused = null;
    }

    /// <summary>Lets one more of the next commits fail; nothing of it is stored.</summary>
    public void FailNextCommit() => Interlocked.Increment(ref _failures);

    /// <summary>Lets one more of the next commits be stored and yet fail, as when a connection breaks during COMMIT.</summary>
    public void LoseAnswerOfNextCommit() => Interlocked.Increment(ref _lostAnswers);

    /// <summary>
    /// Lets the node that uses this store die at a later write, which may be a commit, the place of a reader, or dead letters: nobody hears
    /// what became of it, and every call after it is refused.
    /// </summary>
    /// <param name="write">Which one, from 1.</param>
    /// <param name="isStored">Whether that write still takes effect.</param>
    public void DieAtWrite(int write, bool isStored)
    {
        Volatile.Write(ref _storesLastWrite, isStored);
        Volatile.Write(ref _writesUntilDeath, write);
    }

    internal Task? Paused => _paused?.Task;

    internal void ThrowIfUnavailable()
    {
        if (_unavailable)
        {
            throw new JournalUnavailableException("The in-memory store was switched off by the test.");
        }
    }

    /// <summary>One write, all of it or nothing. Calls come one after the other.</summary>
    internal T Write<T>(Func<T> work)
    {
        ThrowIfUnavailable();
        var dies = Volatile.Read(ref _writesUntilDeath) > 0 && Interlocked.Decrement(ref _writesUntilDeath) == 0;
        if (!dies)
        {
            return work();
        }

        Unavailable = true;
        if (Volatile.Read(ref _storesLastWrite))
        {
            work();
        }

        throw new JournalUnavailableException("The test let the node die at this write.");
    }

    internal void BeforeCommit()
    {
        if (Use(ref _failures))
        {
            throw new JournalUnavailableException("The test let this commit fail; nothing was stored.");
        }
    }

    internal void AfterCommit()
    {
        if (Use(ref _lostAnswers))
        {
            throw new JournalUnavailableException("The test let the answer of this commit be lost; it was stored.");
        }
    }

    private static bool Use(ref int count)
    {
        for (var seen = Volatile.Read(ref count); seen > 0; seen = Volatile.Read(ref count))
        {
            if (Interlocked.CompareExchange(ref count, seen - 1, seen) == seen)
            {
                return true;
            }
        }

        return false;
    }
}
