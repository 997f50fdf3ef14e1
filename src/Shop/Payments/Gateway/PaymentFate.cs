namespace Shop.Payments.Gateway;

/// <summary>What the simulated gateway does with a payment.</summary>
public enum PaymentFate
{
    /// <summary>Approved at once.</summary>
    Approved,

    /// <summary>Declined at once.</summary>
    Declined,

    /// <summary>Never answered.</summary>
    Unanswered,

    /// <summary>Approved late.</summary>
    Slow,

    /// <summary>Approved at the second attempt.</summary>
    Transient,
}
