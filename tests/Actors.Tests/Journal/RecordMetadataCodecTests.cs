using Actors.Journal;
using Actors.Timers;
using FsCheck;
using FsCheck.Fluent;

namespace Actors.Tests.Journal;

public sealed class RecordMetadataCodecTests
{
    private static readonly Gen<TimerChange> TimerChanges =
        from name in Generate.Texts
        from isSet in Gen.Elements(true, false)
        from due in Generate.Times
        from command in Generate.WireNames
        from payload in Generate.Bytes
        select isSet ? new TimerChange(name, due, command, payload) : new TimerChange(name, null, null, default);

    private static readonly Gen<Origin> Origins =
        from correlation in Generate.OptionalTexts
        from causation in Generate.OptionalTexts
        from principal in Generate.OptionalTexts
        from trace in Generate.OptionalTexts
        select new Origin(correlation, causation, principal, trace);

    private static readonly Gen<RecordMetadata> Metadata =
        from index in Gen.Choose(0, 300)
        from count in Gen.Choose(0, 300)
        from id in Generate.OptionalTexts
        from lane in Generate.OptionalTexts
        from position in Generate.Numbers
        from origin in Origins
        from timerCount in Gen.Choose(0, 3)
        from timers in TimerChanges.ArrayOf(timerCount)
        from reason in Generate.OptionalTexts
        select new RecordMetadata
        {
            Index = index,
            Count = count,
            CommandId = id is null ? null : new CommandId(id),
            Lane = lane is null ? null : new Lane(lane),
            LanePosition = lane is null ? default : new LanePosition(position),
            Origin = origin,
            Timers = timers,
            ParkedReason = reason,
        };

    [Fact]
    public void What_is_encoded_is_decoded() => Property.Holds(Metadata, expected =>
    {
        var actual = RecordMetadataCodec.Decode(RecordMetadataCodec.Encode(expected));
        Assert.Equal(expected with { Timers = [] }, actual with { Timers = [] });
        Assert.Equal(expected.Timers.Select(Text), actual.Timers.Select(Text));
    });

    [Fact]
    public void Damaged_metadata_is_read_or_refused_but_nothing_else() => Property.Holds(Metadata, metadata =>
        Assert.All(Damage.Of(RecordMetadataCodec.Encode(metadata)), damaged => Damage.ReadsOrRefuses(damaged, b => RecordMetadataCodec.Decode(b))));

    [Fact]
    public void Any_bytes_are_read_or_refused_but_nothing_else() =>
        Property.Holds(Generate.Bytes, bytes => Damage.ReadsOrRefuses([1, .. bytes], b => RecordMetadataCodec.Decode(b)));

    [Fact]
    public void Metadata_of_defaults_takes_no_bytes()
    {
        Assert.Empty(RecordMetadataCodec.Encode(RecordMetadata.Empty));
        Assert.Empty(RecordMetadataCodec.Encode(new RecordMetadata()));
        Assert.Same(RecordMetadata.Empty, RecordMetadataCodec.Decode([]));
    }

    [Fact]
    public void A_format_from_the_future_is_refused_with_advice() =>
        Assert.Contains("Upgrade", Assert.Throws<FormatException>(() => RecordMetadataCodec.Decode([2, 1, 1])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_count_beyond_32_bits_is_refused() =>
        Assert.Throws<FormatException>(() => RecordMetadataCodec.Decode([1, 2, 0xff, 0xff, 0xff, 0xff, 0x7f]));

    private static string Text(TimerChange timer) =>
        $"{timer.Name}|{timer.Due?.UtcTicks}|{(timer.Command is { } command ? command.ToString() : null)}|{Convert.ToHexString(timer.Payload.Span)}";
}
