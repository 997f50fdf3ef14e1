using Actors.Sharding;

namespace Actors.Tests.Sharding;

public sealed class StateSlotsTests
{
    [Fact]
    public void No_two_entities_share_a_slot()
    {
        var slots = new StateSlots();
        var taken = Enumerable.Range(0, 50_000).Select(i => Fill(slots.Take(), i)).ToArray();

        Assert.Equal(Enumerable.Range(0, 50_000), taken.Select(slot => (int)slot.Page[slot.Index]!));
    }

    [Fact]
    public void A_slot_that_is_given_back_is_empty_and_is_taken_again()
    {
        var slots = new StateSlots();
        var first = Fill(slots.Take(), 1);
        var second = Fill(slots.Take(), 2);

        slots.Return(first.Page, first.Index);

        Assert.Null(first.Page[first.Index]);
        Assert.Equal(first, slots.Take());
        Assert.Equal(2, second.Page[second.Index]);
        Assert.NotEqual(first, slots.Take());
    }

    private static (object?[] Page, int Index) Fill((object?[] Page, int Index) slot, int value)
    {
        Assert.Null(slot.Page[slot.Index]);
        slot.Page[slot.Index] = value;
        return slot;
    }
}
