using Actors.Journal;
using Actors.Schema;
using Actors.Sharding;
using Actors.Tests.Samples;
using Actors.Timers;
using FsCheck;
using FsCheck.Fluent;

namespace Actors.Tests.Sharding;

public sealed class EntityImageCodecTests
{
    private const int Window = 8;

    private static readonly Gen<EntityImage> Images =
        from numbers in Generate.Numbers.ArrayOf(3)
        from version in Generate.Numbers
        from sequence in Generate.Numbers
        from parked in Gen.Choose(0, 3)
        from ids in Generate.Texts.ArrayOf(4)
        from timers in Generate.Texts.ArrayOf(2)
        from due in Generate.Times
        from payload in Generate.Bytes
        select Image(numbers, version, sequence, parked, ids, timers.Select(t => new TimerChange(t, due, new WireName("add", 1), payload)));

    [Fact]
    public void A_snapshot_gives_the_same_entity_back() => Property.Holds(Images, expected =>
    {
        var actual = EntityImageCodec.TryDecode(EntityImageCodec.Encode(expected), Tally.Definition, Window)!;
        Assert.Equal(((Tally)expected.State).Numbers, ((Tally)actual.State).Numbers);
        Assert.Equal((expected.Key, expected.Version, expected.LastSequence, expected.ParkedCount), (actual.Key, actual.Version, actual.LastSequence, actual.ParkedCount));
        Assert.Equal(expected.RememberedCommands, actual.RememberedCommands);
        Assert.Equal(expected.Timers.Select(Text), actual.Timers.Select(Text));
        Assert.Equal(0, actual.RecordsSinceSnapshot);
    });

    [Fact]
    public void A_damaged_snapshot_is_passed_over_and_never_an_exception() => Property.Holds(
        Images,
        image =>
        {
            var snapshot = EntityImageCodec.Encode(image);
            Assert.All(Damage.Of(snapshot.Image.ToArray()), damaged =>
                EntityImageCodec.TryDecode(snapshot with { Image = damaged }, Tally.Definition, Window));
        },
        cases: 20);

    private static EntityImage Image(
        long[] numbers, long version, long sequence, int parked, string[] ids, IEnumerable<TimerChange> timers)
    {
        var image = new EntityImage(Tally.Key("1"), Tally.Definition, Window)
        {
            State = Tally.Initial with { Numbers = numbers },
            Version = new EntityVersion(version),
            LastSequence = new SequenceNumber(sequence),
        };
        for (var record = 1; record <= parked; record++)
        {
            image.Park(new SequenceNumber(record));
        }

        foreach (var id in ids)
        {
            image.Remember(new CommandWindow.Entry(new CommandId(id), new SequenceNumber(sequence), 1));
        }

        foreach (var timer in timers)
        {
            image.Apply(timer, new SequenceNumber(sequence));
        }

        return image;
    }

    private static string Text(ScheduledTimer timer) =>
        $"{timer.Entity}|{timer.Name}|{timer.SetAt}|{timer.Due.UtcTicks}|{timer.Command}|{Convert.ToHexString(timer.Payload.Span)}";
}
