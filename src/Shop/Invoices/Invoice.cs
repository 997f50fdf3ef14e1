using Actors;

namespace Shop.Invoices;

/// <summary>
/// An invoice, booked line by line. Equal lines are different lines: a customer may buy the same thing twice on one invoice, and
/// what tells a repeated message apart is its place on its lane, never its content.
/// </summary>
public sealed record Invoice : IEntity<Invoice, InvoiceCommand, InvoiceEvent>
{
    private const decimal UnitPriceMax = 1_000_000_000m;

    /// <inheritdoc/>
    public static EntityType Type { get; } = new("invoice");

    /// <inheritdoc/>
    public static Invoice Initial { get; } = new();

    /// <summary>How many lines it has.</summary>
    public int Lines { get; init; }

    /// <summary>How many pieces, net.</summary>
    public long Units { get; init; }

    /// <summary>What it comes to.</summary>
    public decimal Total { get; init; }

    /// <summary>The date of its first line.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Whose it is, when known.</summary>
    public string? Customer { get; init; }

    /// <inheritdoc/>
    public static Decision<InvoiceEvent> Decide(Invoice state, InvoiceCommand command, in DecisionContext context) => command switch
    {
        InvoiceCommand.BookLine line => Book(line, InvoiceNumber.KindOf(context.Entity.Id.Value)),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "An invoice does not know this command."),
    };

    /// <inheritdoc/>
    public static Invoice Evolve(Invoice state, InvoiceEvent @event) => @event switch
    {
        InvoiceEvent.InvoiceLineBooked line => state with
        {
            Lines = state.Lines + 1,
            Units = state.Units + line.Quantity,
            Total = state.Total + line.Amount,
            Date = state.Date ?? line.Date,
            Customer = state.Customer ?? line.Customer,
        },
        _ => state,
    };

    private static Decision<InvoiceEvent> Book(InvoiceCommand.BookLine line, InvoiceKind? kind) => line switch
    {
        _ when kind is null => new Rejection("invoice-number-invalid", "An invoice number is digits, or C or A and digits."),
        { Quantity: 0 } => new Rejection("quantity-out-of-range", "A line has a quantity other than 0."),
        { Quantity: > 0 } when kind == InvoiceKind.Cancellation =>
            new Rejection("cancellation-positive", "A cancellation takes back; its quantities are negative."),
        _ when decimal.Round(line.UnitPrice, 4) != line.UnitPrice =>
            new Rejection("price-too-fine", $"{line.UnitPrice} has more than four decimals."),
        { UnitPrice: < -UnitPriceMax or > UnitPriceMax } => new Rejection("price-out-of-range", $"{line.UnitPrice} is not a price."),
        _ => new InvoiceEvent.InvoiceLineBooked(
            kind.Value, line.Row, line.StockCode, line.Description, line.Quantity, line.UnitPrice, line.Date, line.Customer, line.Country),
    };
}
