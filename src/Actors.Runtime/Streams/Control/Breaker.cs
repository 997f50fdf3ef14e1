using Actors.Operations;

namespace Actors.Runtime.Streams.Control;

/// <summary>
/// Counts failures in a row: after some of them it is broken for a while, then in trial; one more failure breaks it again, one success
/// mends it. Guarded by its circuit's lock.
/// </summary>
/// <param name="failuresMax">How many failures in a row break it.</param>
internal sealed class Breaker(int failuresMax)
{
    private int _failures;

    /// <summary>Running, retrying, broken or in trial.</summary>
    public IngressState State { get; private set; }

    public void Failed()
    {
        _failures++;
        State = State is IngressState.Trial or IngressState.Broken || _failures >= failuresMax ? IngressState.Broken : IngressState.Retrying;
    }

    public void Try()
    {
        if (State == IngressState.Broken)
        {
            State = IngressState.Trial;
        }
    }

    /// <summary>Says that it works.</summary>
    /// <returns>Whether it had not.</returns>
    public bool Succeeded()
    {
        var hadFailed = _failures > 0;
        _failures = 0;
        State = IngressState.Running;
        return hadFailed;
    }
}
