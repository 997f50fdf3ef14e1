using System.Globalization;
using Actors.Journal;
using Actors.Sharding;
using FsCheck.Fluent;

namespace Actors.Tests.Sharding;

public sealed class CommandWindowTests
{
    [Fact]
    [Trait("Invariant", "I3")]
    public void A_window_finds_what_a_plain_list_of_the_latest_ids_finds() => Property.HoldsForSequences(Gen.Choose(1, 12), ids =>
    {
        const int Capacity = 5;
        var window = new CommandWindow(Capacity);
        var model = new List<CommandWindow.Entry>();
        for (var i = 0; i < ids.Length; i++)
        {
            var entry = new CommandWindow.Entry(IdOf(ids[i]), new SequenceNumber(i + 1), 1);
            window.Remember(entry);
            if (model.FindIndex(e => e.Id == entry.Id) is >= 0 and var same)
            {
                model[same] = entry;
            }
            else
            {
                model.Add(entry);
                model.RemoveRange(0, Math.Max(0, model.Count - Capacity));
            }

            Assert.Equal(model, window.Entries);
        }

        Assert.All(Enumerable.Range(1, 12), id => Assert.Equal(
            model.Exists(e => e.Id == IdOf(id)), window.TryFind(IdOf(id), out _)));
    });

    [Fact]
    [Trait("Invariant", "I7")]
    public void A_window_never_holds_more_than_its_capacity()
    {
        var window = new CommandWindow(64);
        for (var i = 0; i < 10_000; i++)
        {
            window.Remember(new CommandWindow.Entry(IdOf(i), new SequenceNumber(i + 1), 1));
        }

        Assert.Equal(64, window.Entries.Count());
        Assert.Equal(IdOf(9_936), window.Entries.First().Id);
    }

    private static CommandId IdOf(int number) => new(number.ToString(CultureInfo.InvariantCulture));
}
