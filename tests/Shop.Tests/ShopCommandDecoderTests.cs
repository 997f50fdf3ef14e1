using System.Text;
using Actors;
using Actors.DeadLettering;
using Actors.Streams;
using Shop.Orders;
using Xunit;

namespace Shop.Tests;

public sealed class ShopCommandDecoderTests
{
    [Fact]
    public void A_line_names_entity_command_payload_and_id()
    {
        var decoded = Decode("""
            {"entity":"order/1001","command":"place-order","id":"web-7","payload":
            {"customer":"ann","country":"France","lines":[{"stockCode":"mug","quantity":3,"unitPrice":2.50}],"allowBackOrder":true}}
            """);
        var place = Assert.IsType<OrderCommand.PlaceOrder>(decoded.Command?.Command);
        Assert.Equal(("order/1001", "web-7"), (decoded.Command?.Target.ToString(), decoded.Id?.Value));
        Assert.Equal(new OrderedItem("mug", 3, 2.50m), Assert.Single(place.Lines));
        Assert.True(place.AllowBackOrder);
    }

    [Theory]
    [InlineData("""{"entity":"order/1","command":"expire-payment"}""")]
    [InlineData("""{"entity":"order/1","command":"expire-payment:1","payload":{}}""")]
    public void A_command_without_members_needs_no_payload(string line) => Assert.IsType<OrderCommand.ExpirePayment>(Decode(line).Command?.Command);

    [Fact]
    public void An_empty_line_is_passed_over() => Assert.Same(Decoded.Skip, Decode("  \r"));

    [Theory]
    [InlineData("{", DeadLetterReason.Undecodable, "not JSON")]
    [InlineData("[]", DeadLetterReason.Undecodable, "object")]
    [InlineData("""{"entity":"order/1"}""", DeadLetterReason.Undecodable, "needs the texts")]
    [InlineData("""{"entity":"order/1","command":"place-order","playload":{}}""", DeadLetterReason.Undecodable, "playload")]
    [InlineData("""{"entity":"order","command":"place-order"}""", DeadLetterReason.Invalid, "entity key")]
    [InlineData("""{"entity":"basket/1","command":"place-order"}""", DeadLetterReason.Invalid, "basket")]
    [InlineData("""{"entity":"order/1","command":"order-placed"}""", DeadLetterReason.Invalid, "no command 'order-placed'")]
    [InlineData("""{"entity":"order/1","command":"place-order","payload":{"customer":"ann"}}""", DeadLetterReason.Invalid, "country")]
    [InlineData("""{"entity":"order/1","command":"place-order","payload":{"customer":null,"country":"","lines":[]}}""", DeadLetterReason.Invalid, "ustomer")]
    [InlineData("""{"entity":"order/1","command":"place-order","payload":null}""", DeadLetterReason.Invalid, "null")]
    [InlineData("""{"entity":"order/1","command":"expire-payment","id":""}""", DeadLetterReason.Invalid, "id")]
    public void A_bad_line_is_refused_with_what_is_wrong(string line, DeadLetterReason reason, string detail)
    {
        var decoded = Decode(line);
        Assert.Equal(reason, decoded.Failure);
        Assert.Contains(detail, decoded.Detail, StringComparison.Ordinal);
    }

    private static Decoded Decode(string line) =>
        new ShopCommandDecoder(TestModel.Shop).Decode(new SourceRecord(new LanePosition(1), Encoding.UTF8.GetBytes(line), "test"));
}
