namespace Shop.Node.Http;

/// <summary>An order that waits for a person; the amount is a decimal string, so that no client rounds it.</summary>
internal sealed record ReviewAnswer(
    string Order, string Customer, string Country, string Amount, string Rule, DateTimeOffset Opened, DateTimeOffset Due);
