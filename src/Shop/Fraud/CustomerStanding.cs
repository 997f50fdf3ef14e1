namespace Shop.Fraud;

/// <summary>What the customer's account knows that tells for or against an order.</summary>
/// <param name="Spent">What the customer has paid so far.</param>
/// <param name="Recent">How many other orders of the customer were checked shortly before.</param>
public sealed record CustomerStanding(decimal Spent, int Recent);
