using Actors.Schema;

namespace Actors.Tests.Schema;

public sealed class WireNameTests
{
    [Fact]
    public void The_text_form_is_read_back() =>
        Property.Holds(Generate.WireNames, name => Assert.Equal(name, WireName.Parse(name.ToString())));

    [Fact]
    public void Any_text_is_read_or_refused_but_nothing_else() => Property.Holds(Generate.Texts, text =>
    {
        try
        {
            Assert.Equal(text, WireName.Parse(text).ToString());
        }
        catch (FormatException)
        {
            // The answer to what is not a name.
        }
    });

    [Theory]
    [InlineData("order-placed")]
    [InlineData("order-placed:")]
    [InlineData("order-placed:0")]
    [InlineData("order-placed:1000")]
    [InlineData("order-placed:-1")]
    [InlineData("order-placed: 1")]
    [InlineData(":1")]
    [InlineData("OrderPlaced:1")]
    public void What_is_not_a_name_is_refused(string text) => Assert.Throws<FormatException>(() => WireName.Parse(text));

    [Theory]
    [InlineData("", 1)]
    [InlineData("Order", 1)]
    [InlineData("order", 0)]
    [InlineData("order", 1000)]
    public void A_name_that_breaks_the_rules_cannot_be_made(string name, int version) =>
        Assert.Throws<ArgumentException>(() => new WireName(name, version));
}
