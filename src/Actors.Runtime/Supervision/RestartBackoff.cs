namespace Actors.Runtime.Supervision;

/// <summary>How long to wait before the next try: doubles with each failure, up to a limit. One user at a time.</summary>
internal sealed class RestartBackoff
{
    private readonly TimeSpan _first;
    private readonly TimeSpan _longest;
    private readonly TimeProvider _time;
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
    }

    /// <summary>Forgets earlier failures.</summary>
    public void Reset() => _next = _first;

    /// <summary>Waits, and doubles the next wait.</summary>
    public async Task Wait(CancellationToken cancellationToken)
    {
        var wait = _next;
        _next = wait * 2 < _longest ? wait * 2 : _longest;
        await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
    }
}
