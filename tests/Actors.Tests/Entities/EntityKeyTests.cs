namespace Actors.Tests.Entities;

public sealed class EntityKeyTests
{
    [Fact]
    public void The_text_form_is_read_back() =>
        Property.Holds(Generate.EntityKeys, key => Assert.Equal(key, EntityKey.Parse(key.ToString())));

    [Fact]
    public void Keys_are_equal_exactly_when_type_and_id_are() => Property.Holds(
        FsCheck.Fluent.Gen.Two(Generate.EntityKeys),
        pair => Assert.Equal(pair.Item1.ToString() == pair.Item2.ToString(), pair.Item1 == pair.Item2));

    [Theory]
    [InlineData("")]
    [InlineData("order")]
    [InlineData("/1")]
    [InlineData("order/")]
    [InlineData("Order/1")]
    [InlineData("1order/1")]
    [InlineData("order/a\nb")]
    public void What_is_not_a_key_is_refused(string text) => Assert.Throws<FormatException>(() => EntityKey.Parse(text));

    [Fact]
    public void An_id_of_more_than_the_longest_length_is_refused()
    {
        Assert.Throws<FormatException>(() => EntityKey.Parse("order/" + new string('x', EntityId.LengthMax + 1)));
        Assert.Throws<ArgumentException>(() => new EntityId(new string('x', EntityId.LengthMax + 1)));
    }
}
