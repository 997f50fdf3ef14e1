using Actors.Schema;
using Actors.Sharding;
using Actors.Tests.Samples;

namespace Actors.Tests.Sharding;

public sealed class StateSlotsTests
{
    private readonly StateSlots _slots = new(Tally.Definition);

    [Fact]
    public void No_two_entities_share_a_slot()
    {
        var taken = Enumerable.Range(0, 50_000).Select(Fill).ToArray();

        Assert.Equal(Enumerable.Range(0, 50_000), taken.Select(NumberIn));
    }

    [Fact]
    public void A_slot_that_is_given_back_is_empty_and_is_taken_again()
    {
        var first = Fill(1);
        var second = Fill(2);

        _slots.Return(first.Page, first.Index);

        Assert.Null(first.Page[first.Index]);
        Assert.Equal(first, _slots.Take());
        Assert.Equal(2, NumberIn(second));
        Assert.NotEqual(first, _slots.Take());
    }

    [Fact]
    public void States_that_are_values_stand_in_their_page_themselves()
    {
        StatePage page = new StatePage<DateOnly>(2);
        page[1] = new DateOnly(2026, 3, 1);

        Assert.Equal(new DateOnly(2026, 3, 1), page[1]);
        Assert.Equal(default(DateOnly), page[0]);
        page[1] = null;
        Assert.Equal(default(DateOnly), page[1]);
    }

    private static int NumberIn((StatePage Page, int Index) slot) => (int)((Tally)slot.Page[slot.Index]!).Numbers[0];

    private (StatePage Page, int Index) Fill(int value)
    {
        var slot = _slots.Take();
        Assert.Null(slot.Page[slot.Index]);
        slot.Page[slot.Index] = new Tally { Numbers = [value] };
        return slot;
    }
}
