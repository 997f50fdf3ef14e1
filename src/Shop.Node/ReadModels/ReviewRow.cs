namespace Shop.Node.ReadModels;

/// <summary>An order that waits for a person, as the read model has it.</summary>
/// <param name="Order">The order's id.</param>
/// <param name="Customer">Whose it is.</param>
/// <param name="Country">Where it goes.</param>
/// <param name="Amount">What it comes to.</param>
/// <param name="Rule">Which rule of the fraud check it met.</param>
/// <param name="Opened">Since when it waits.</param>
/// <param name="Due">When it is refused unless somebody has decided.</param>
internal sealed record ReviewRow(
    string Order, string Customer, string Country, decimal Amount, string Rule, DateTimeOffset Opened, DateTimeOffset Due);
