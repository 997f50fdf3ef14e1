using Actors.Schema;
using Actors.Tests.Samples;

namespace Actors.Tests.Schema;

public sealed class MessageCatalogTests
{
    private static readonly MessageCatalog Catalog = Tally.Definition.Messages;

    [Fact]
    public void What_is_encoded_is_decoded()
    {
        var expected = new TallyEvent.Added(7, "box", "fragile");
        var (name, bytes) = Catalog.Encode(expected);
        Assert.Equal(new WireName("added", 3), name);
        Assert.Equal(expected, Catalog.Decode(name, bytes.Span));
    }

    [Fact]
    public void An_old_event_goes_through_the_whole_chain_of_upcasters() =>
        Assert.Equal(new TallyEvent.Added(7, "piece", null), Catalog.Decode(new WireName("added", 1), """{"number":7}"""u8));

    [Fact]
    public void An_event_of_the_version_before_goes_through_its_upcaster() =>
        Assert.Equal(new TallyEvent.Added(7, "box", null), Catalog.Decode(new WireName("added", 2), """{"number":7,"unit":"box"}"""u8));

    [Fact]
    public void A_version_that_nobody_knows_is_refused_by_name()
    {
        var exception = Assert.Throws<UnknownMessageException>(() => Catalog.Decode(new WireName("added", 4), "{}"u8));
        Assert.Equal(("added:4", Tally.Type), (exception.UnknownMessage, exception.Entity));
    }

    [Fact]
    public void A_message_of_another_entity_is_refused() =>
        Assert.Throws<UnknownMessageException>(() => Catalog.Encode(new Rejection("a", "b")));

    [Fact]
    public void An_old_form_cannot_be_written_any_more() =>
        Assert.Throws<UnknownMessageException>(() => Catalog.Encode(new TallyEvent.AddedV1(1)));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"number\":\"x\"}")]
    [InlineData("{\"number\":")]
    public void Bytes_that_are_not_the_message_are_a_format_exception(string json) =>
        Assert.Throws<FormatException>(() => Catalog.Decode(new WireName("added", 3), System.Text.Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void The_newest_version_is_found_by_its_name()
    {
        Assert.Equal(3, Catalog.Newest(MessageRole.Event, "added")!.Name.Version);
        Assert.Null(Catalog.Newest(MessageRole.Command, "added"));
    }

    [Fact]
    public void An_upcaster_to_a_version_that_is_not_registered_is_refused() =>
        Assert.Contains("version 2", Assert.Throws<InvalidOperationException>(() => Define().Event<TallyEvent.Added>("added", 3)
            .Upcast<TallyEvent.AddedV1, TallyEvent.AddedV2>("added", 1, old => new TallyEvent.AddedV2(old.Number, "piece")).Build()).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_name_that_is_registered_twice_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => Define().Command<TallyCommand.Add>("add").Command<TallyCommand.Look>("add"));

    [Fact]
    public void A_message_without_generated_json_is_refused_with_the_line_to_add() =>
        Assert.Contains("[JsonSerializable(typeof(Text))]", Assert.Throws<InvalidOperationException>(
            () => Define().Query<Text, LastNumber.Answer>("text", (_, _) => new LastNumber.Answer(1))).Message, StringComparison.Ordinal);

    private static EntityDefinitionBuilder<Tally, TallyCommand, TallyEvent> Define() =>
        EntityDefinition.For<Tally, TallyCommand, TallyEvent>(TallyJson.Default);

    private sealed record Text(string Value);
}
