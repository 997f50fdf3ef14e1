namespace Actors.Runtime.Supervision;

/// <summary>
/// How long to wait before the next try: doubles with each failure, up to a limit, and up to a quarter longer by chance, so that many
/// who failed together do not come back together. One user at a time.
/// </summary>
internal sealed class RestartBackoff
{
    private readonly TimeSpan _first;
    private readonly TimeSpan _longest;
    private readonly TimeProvider _time;
    private readonly Random _chance;
    private TimeSpan _next;

    /// <summary>Creates a backoff.</summary>
    /// <param name="first">The wait after the first failure.</param>
    /// <param name="longest">The longest wait.</param>
    /// <param name="time">The clock.</param>
    public RestartBackoff(TimeSpan first, TimeSpan longest, TimeProvider time)
    {
        _first = _next = first;
        _longest = longest;
        _time = time;
        _chance = new Random((int)time.GetTimestamp());
    }

    /// <summary>Forgets earlier failures.</summary>
    public void Reset() => _next = _first;

    /// <summary>The next wait, for whoever waits for something else at the same time. Doubles the one after it.</summary>
    public TimeSpan Next()
    {
        var wait = _next;
        _next = wait * 2 < _longest ? wait * 2 : _longest;
        return wait * (1 + (_chance.NextDouble() / 4));
    }

    /// <summary>Waits, and doubles the next wait.</summary>
    public Task Wait(CancellationToken cancellationToken) => Task.Delay(Next(), _time, cancellationToken);
}
