namespace Actors.Streams.Kafka.Sources;

/// <summary>
/// What keeps a source as a whole from its work, by who told it: each withdraws only what it told itself. The host hears of all. Thread-safe.
/// </summary>
internal sealed class SourceTroubles(ISourceHost host)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, string> _told = new(StringComparer.Ordinal);

    /// <summary>Tells a fault, in place of what the same one told before.</summary>
    /// <param name="teller">Who tells it.</param>
    /// <param name="fault">What is wrong, for people.</param>
    public void Tell(string teller, string fault)
    {
        lock (_lock)
        {
            _told[teller] = fault;
            Report();
        }
    }

    /// <summary>Takes back what was told, if anything was.</summary>
    /// <param name="teller">Who told it.</param>
    public void Withdraw(string teller)
    {
        lock (_lock)
        {
            if (_told.Remove(teller))
            {
                Report();
            }
        }
    }

    private void Report() => host.Report(_told.Count == 0 ? null : string.Join(" ", _told.Values));
}
