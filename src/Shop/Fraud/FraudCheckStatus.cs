namespace Shop.Fraud;

/// <summary>Where a fraud check stands. All but <see cref="None"/> and <see cref="Held"/> are ends.</summary>
public enum FraudCheckStatus
{
    /// <summary>Nothing was checked yet.</summary>
    None,

    /// <summary>A person is to decide.</summary>
    Held,

    /// <summary>The order may be paid.</summary>
    Cleared,

    /// <summary>The order may not be paid.</summary>
    Refused,

    /// <summary>Nobody decided in time, which refuses the order.</summary>
    Expired,

    /// <summary>The order ended before.</summary>
    Withdrawn,
}
