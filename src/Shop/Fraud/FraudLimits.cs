using System.ComponentModel.DataAnnotations;

namespace Shop.Fraud;

/// <summary>
/// What makes an order suspect. They go with each order that is checked, so that its check is decided by what held at that time; nodes of
/// one cluster should have the same.
/// </summary>
public sealed record FraudLimits
{
    /// <summary>An order that costs more is refused at once. Default 1,000,000.</summary>
    [Range(0.0, 1e18)]
    public decimal RefuseOver { get; init; } = 1_000_000m;

    /// <summary>An order that costs more waits for a person. Default 100,000.</summary>
    [Range(0.0, 1e18)]
    public decimal HoldOver { get; init; } = 100_000m;

    /// <summary>An order that costs more waits for a person if its customer has never paid yet. Default 50,000.</summary>
    [Range(0.0, 1e18)]
    public decimal NewCustomerOver { get; init; } = 50_000m;

    /// <summary>
    /// How many orders a customer may have checked within <see cref="OrdersWithin"/>; further ones wait for a person. From 1 to
    /// <see cref="Customers.CustomerAccount.RecentMax"/>; default none, so that nobody is held for ordering often.
    /// </summary>
    [Range(1, Customers.CustomerAccount.RecentMax)]
    public int? OrdersMax { get; init; }

    /// <summary>The span of time for <see cref="OrdersMax"/>. Default 1 h.</summary>
    public TimeSpan OrdersWithin { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Orders to these countries wait for a person. Default none.</summary>
    public IReadOnlyList<string> HeldCountries { get; init; } = [];

    /// <summary>How long an order waits for a person before it is refused. Default 1 day.</summary>
    public TimeSpan ReviewTimeout { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Whether the customer's account must be asked about an order: most are decided without.</summary>
    /// <param name="amount">What the order costs.</param>
    public bool NeedStanding(decimal amount) => OrdersMax is not null || amount > NewCustomerOver;
}
