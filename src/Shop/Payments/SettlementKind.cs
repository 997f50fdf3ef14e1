namespace Shop.Payments;

/// <summary>What the gateway is told to do with money it has authorised.</summary>
public enum SettlementKind
{
    /// <summary>Take it.</summary>
    Capture,

    /// <summary>Let it go.</summary>
    Void,

    /// <summary>Give back a part of what was taken, or all.</summary>
    Refund,
}
