using System.Globalization;
using Shop.Node.ReadModels;

namespace Shop.Node.Http;

/// <summary>An order or a booked invoice; the amount is a decimal string, so that no client rounds it.</summary>
internal sealed record OrderAnswer(
    string Kind, string Id, string? Customer, string Country, long Lines, string Amount, string Status, DateTimeOffset Placed, DateTimeOffset Changed)
{
    public static OrderAnswer Of(OrderRow row) => new(
        row.Kind,
        row.Id,
        row.Customer.Length == 0 ? null : row.Customer,
        row.Country,
        row.Lines,
        row.Amount.ToString(CultureInfo.InvariantCulture),
        row.Status,
        row.Placed,
        row.Changed);
}
