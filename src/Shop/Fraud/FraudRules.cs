namespace Shop.Fraud;

/// <summary>The rules of the check. The first one that an order meets counts; an order that meets none is cleared.</summary>
internal static class FraudRules
{
    /// <summary>The rule that refuses an order at once, or <see langword="null"/>.</summary>
    public static string? Refusing(FraudCheckCommand.AssessOrder order) => order.Amount > order.Limits.RefuseOver ? "amount-too-high" : null;

    /// <summary>The rule that has an order wait for a person, or <see langword="null"/>.</summary>
    public static string? Holding(FraudCheckCommand.AssessOrder order) => order switch
    {
        _ when order.Amount > order.Limits.HoldOver => "amount-high",
        _ when order.Limits.HeldCountries.Contains(order.Country, StringComparer.Ordinal) => "country",
        { Standing.Spent: 0 } when order.Amount > order.Limits.NewCustomerOver => "new-customer",
        { Standing: { } standing } when standing.Recent >= order.Limits.OrdersMax => "many-orders",
        _ => null,
    };
}
