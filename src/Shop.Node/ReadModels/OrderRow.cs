namespace Shop.Node.ReadModels;

/// <summary>An order or a booked invoice, as the read model has it.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Id">The order's id or the invoice's number.</param>
/// <param name="Customer">Whose it is; empty where nobody knows.</param>
/// <param name="Country">Where the customer is.</param>
/// <param name="Lines">How many lines it has.</param>
/// <param name="Amount">What they come to.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Placed">When it was placed or booked.</param>
/// <param name="Changed">When its status last changed.</param>
internal sealed record OrderRow(
    string Kind, string Id, string Customer, string Country, long Lines, decimal Amount, string Status, DateTimeOffset Placed, DateTimeOffset Changed);
