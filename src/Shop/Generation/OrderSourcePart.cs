namespace Shop.Generation;

/// <summary>Which commands of a generated stream a source has.</summary>
public enum OrderSourcePart
{
    /// <summary>All of them, in their order.</summary>
    All,

    /// <summary>Opening stock, orders and cancellations.</summary>
    Orders,

    /// <summary>Returns, for a stream that waits until the orders have been delivered.</summary>
    Returns,
}
