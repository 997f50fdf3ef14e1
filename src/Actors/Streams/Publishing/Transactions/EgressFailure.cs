namespace Actors.Streams.Publishing.Transactions;

/// <summary>How a step of an <see cref="EgressMachine"/> failed.</summary>
public enum EgressFailure
{
    /// <summary>The broker said that the step took no effect, and that the transaction can be aborted and tried again.</summary>
    Refused,

    /// <summary>
    /// Everything else: no answer, fenced, a broken connection. Whether the step took effect is not known, so it must be found out
    /// from the broker.
    /// </summary>
    Unknown,
}
