using System.Text;
using Actors;
using Actors.Streams;
using Shop.Invoices;
using Shop.Retail;
using Xunit;

namespace Shop.Tests.Retail;

public sealed class OnlineRetailDecoderTests
{
    [Fact]
    public void A_quoted_field_may_hold_commas_quotes_and_line_breaks()
    {
        var line = Line("536381,82567,\"AIRLINE \"\"LOUNGE\"\",\nMETAL £\",2,12/1/2010 9:41,2.100,15311,United Kingdom");
        Assert.Equal("AIRLINE \"LOUNGE\",\nMETAL £", line.Description);
        Assert.Equal("2.100", line.UnitPrice.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(new DateTimeOffset(2010, 12, 1, 9, 41, 0, TimeSpan.Zero), line.Date);
    }

    [Fact]
    public void Missing_descriptions_and_customers_are_missing_and_codes_keep_their_case()
    {
        var line = Line("A563186,m,,-1,8/12/2011 14:51,-11062.06,,United Kingdom");
        Assert.Equal((null, null, "m", -11062.06m), (line.Description, line.Customer, line.StockCode, line.UnitPrice));
    }

    [Theory]
    [InlineData("", "StockCode is missing")]
    [InlineData("536365,71053,LANTERN,6,12/1/2010 8:26,3.39,17850", "Country is missing")]
    [InlineData("536365,71053,LANTERN,6,12/1/2010 8:26,3.39,17850,France,more", "more than 8 fields")]
    [InlineData("536365,71053,\"LANTERN,6,12/1/2010 8:26,3.39,17850,France", "Description is missing, badly quoted")]
    [InlineData("536365,71053,LAN\"TERN,6,12/1/2010 8:26,3.39,17850,France", "Description is missing, badly quoted")]
    [InlineData("X36365,71053,LANTERN,6,12/1/2010 8:26,3.39,17850,France", "InvoiceNo")]
    [InlineData("536365,,LANTERN,6,12/1/2010 8:26,3.39,17850,France", "StockCode is empty")]
    [InlineData("536365,71053,LANTERN,6.5,12/1/2010 8:26,3.39,17850,France", "Quantity")]
    [InlineData("536365,71053,LANTERN,99999999999,12/1/2010 8:26,3.39,17850,France", "Quantity")]
    [InlineData("536365,71053,LANTERN,6,13/1/2010 8:26,3.39,17850,France", "InvoiceDate")]
    [InlineData("536365,71053,LANTERN,6,2/30/2011 8:26,3.39,17850,France", "InvoiceDate")]
    [InlineData("536365,71053,LANTERN,6,12/1/2010 8:261,3.39,17850,France", "InvoiceDate")]
    [InlineData("536365,71053,LANTERN,6,12/1/2010 8:26,3,39,17850,France", "more than 8 fields")]
    [InlineData("536365,71053,LANTERN,6,12/1/2010 8:26,£3,17850,France", "UnitPrice")]
    public void A_bad_row_is_refused_with_what_is_wrong(string row, string detail)
    {
        var decoded = Decode(Encoding.UTF8.GetBytes(row));
        Assert.Equal(Actors.DeadLettering.DeadLetterReason.Undecodable, decoded.Failure);
        Assert.Contains(detail, decoded.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused() =>
        Assert.NotNull(Decode([.. "536365,71053,"u8, 0xFF, .. ",6,12/1/2010 8:26,3.39,17850,France"u8]).Failure);

    [Fact]
    public void Stock_replay_passes_over_what_is_no_clean_sale()
    {
        var decoder = new StockReplayDecoder();
        Assert.Same(Decoded.Skip, decoder.Decode(Record("C536379,D,Discount,-1,12/1/2010 9:41,27.50,14527,United Kingdom"u8.ToArray())));
        Assert.NotNull(decoder.Decode(Record("536365,D,x,1,12/1/2010 9:41,27.50,14527,United Kingdom"u8.ToArray())).Command);
    }

    [Fact]
    public void Arbitrary_bytes_never_throw()
    {
        var random = new Random(7);
        var decoder = new OnlineRetailDecoder();
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = "536365,71053,\"LAN\",6,12/1/2010 8:26,3.39,17850,France"u8.ToArray();
            for (var change = random.Next(4); change >= 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);

            Assert.NotNull(decoder.Decode(Record(bytes[..random.Next(bytes.Length + 1)])));
        }
    }

    private static InvoiceCommand.BookLine Line(string row) =>
        Assert.IsType<InvoiceCommand.BookLine>(Decode(Encoding.UTF8.GetBytes(row)).Command?.Command);

    private static Decoded Decode(byte[] row) => new OnlineRetailDecoder().Decode(Record(row));

    private static SourceRecord Record(byte[] bytes) => new(new LanePosition(1), bytes, "test");
}
