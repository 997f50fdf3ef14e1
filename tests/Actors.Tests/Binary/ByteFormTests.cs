using System.Buffers;
using Actors.Binary;
using FsCheck.Fluent;

namespace Actors.Tests.Binary;

public sealed class ByteFormTests
{
    [Fact]
    public void What_is_written_is_read_back() => Property.Holds(
        from number in Generate.Numbers
        from text in Generate.Texts
        from time in Generate.Times
        from bytes in Generate.Bytes
        select (number, text, time, bytes),
        expected =>
        {
            var reader = new ByteReader(Write(expected.number, expected.text, expected.time, expected.bytes));
            Assert.Equal(expected.number, reader.Number());
            Assert.Equal(expected.text, reader.Text());
            Assert.Equal(expected.time, reader.Time());
            Assert.Equal(expected.bytes, reader.Bytes());
            Assert.True(reader.IsAtEnd);
        });

    [Fact]
    public void Damaged_bytes_are_read_or_refused_but_nothing_else() => Property.Holds(
        from number in Generate.Numbers
        from text in Generate.Texts
        from time in Generate.Times
        from bytes in Generate.Bytes
        select Write(number, text, time, bytes),
        bytes => Assert.All(Damage.Of(bytes), damaged => Damage.ReadsOrRefuses(damaged, Read)));

    [Theory]
    [InlineData(0UL)]
    [InlineData(127UL)]
    [InlineData(128UL)]
    [InlineData(16383UL)]
    [InlineData(16384UL)]
    [InlineData(ulong.MaxValue)]
    public void Numbers_at_the_borders_of_a_byte_count_are_read_back(ulong expected)
    {
        var buffer = new ArrayBufferWriter<byte>();
        new ByteWriter(buffer).Number(expected);
        Assert.Equal(expected, new ByteReader(buffer.WrittenSpan).Unsigned());
    }

    [Fact]
    public void A_number_of_more_than_64_bits_is_refused()
    {
        byte[] bytes = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02];
        Assert.Throws<FormatException>(() => new ByteReader(bytes).Unsigned());
    }

    [Fact]
    public void A_negative_number_cannot_be_written() =>
        Assert.Throws<OverflowException>(() => new ByteWriter(new ArrayBufferWriter<byte>()).Number(-1));

    private static byte[] Write(long number, string text, DateTimeOffset time, byte[] bytes)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new ByteWriter(buffer);
        writer.Number(number);
        writer.Text(text);
        writer.Time(time);
        writer.Bytes(bytes);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Read(byte[] bytes)
    {
        var reader = new ByteReader(bytes);
        reader.Number();
        reader.Text();
        reader.Time();
        reader.Bytes();
    }
}
