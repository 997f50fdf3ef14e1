using Actors.TestKit.Specifications;
using Shop.Invoices;
using Xunit;
using static Shop.Invoices.InvoiceCommand;
using static Shop.Invoices.InvoiceEvent;

namespace Shop.Tests.Invoices;

public sealed class InvoiceTests
{
    private static readonly DateTimeOffset Date = new(2010, 12, 1, 8, 26, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("536365", 6, InvoiceKind.Sale)]
    [InlineData("536365", -6, InvoiceKind.Sale)]
    [InlineData("C536379", -1, InvoiceKind.Cancellation)]
    [InlineData("A563186", 1, InvoiceKind.Adjustment)]
    public void The_number_says_what_a_line_is(string number, int quantity, InvoiceKind kind) => Invoice(number)
        .When(Line(quantity)).Then(Booked(kind, quantity));

    [Fact]
    public void Equal_lines_are_different_lines() => Invoice("536365")
        .When(Line(6)).And.When(Line(6)).Then(Booked(InvoiceKind.Sale, 6))
        .ThenState(invoice => Assert.Equal((2, 12L, 30.660m), (invoice.Lines, invoice.Units, invoice.Total)));

    [Theory]
    [InlineData("X1", 1, "invoice-number-invalid")]
    [InlineData("C", 1, "invoice-number-invalid")]
    [InlineData("536365", 0, "quantity-out-of-range")]
    [InlineData("C536379", 1, "cancellation-positive")]
    public void A_faulty_line_is_refused(string number, int quantity, string code) => Invoice(number).When(Line(quantity)).ThenRejected(code);

    private static BookLine Line(int quantity) => new(7, "85123A", "WHITE HANGING HEART", quantity, 2.555m, Date, "17850", "United Kingdom");

    private static InvoiceLineBooked Booked(InvoiceKind kind, int quantity) =>
        new(kind, 7, "85123A", "WHITE HANGING HEART", quantity, 2.555m, Date, "17850", "United Kingdom");

    private static EntitySpecification<Invoice, InvoiceCommand, InvoiceEvent> Invoice(string number) => new(TestModel.Shop, number);
}
